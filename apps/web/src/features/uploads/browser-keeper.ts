import type { SourceFile, UploadItem } from './engine/model.ts';
import type { Keeper, KeptUpload } from './engine/ports.ts';

/** Larger files are not copied into the browser's storage. */
const maxFileBytes = 256 * 1024 ** 2;
/** All copies together. */
const maxTotalBytes = 1024 ** 3;
const storeName = 'uploads';

interface Row extends KeptUpload {
  /** The page that works on it. */
  session: string;
}

interface State {
  session: string;
  database: Promise<IDBDatabase | null>;
  /** Writes run one after the other, so that the last one counts. */
  last: Promise<unknown>;
  /** Rows of this page, as they are stored or about to be. */
  rows: Map<string, Row>;
  keptBytes: number;
  /** Keys of rows whose file or handle has been written. */
  safe: Set<string>;
  /** Files that found no room yet. */
  unkept: Map<string, SourceFile>;
}

/**
 * Remembers uploads in IndexedDB: the file itself up to a size and in total, else the handle that
 * opens it again. Several pages share the database; a lock held per page tells which are alive.
 */
export function createBrowserKeeper(session: string): Keeper {
  const state: State = {
    session,
    database: openDatabase(),
    last: Promise.resolve(),
    rows: new Map(),
    keptBytes: 0,
    safe: new Set(),
    unkept: new Map(),
  };
  holdLock(session);
  return {
    load: () => load(state),
    keep: (item, source) => keep(state, item, source),
    noteUploadId: (key, uploadId) => noteUploadId(state, key, uploadId),
    forget: (key) => forget(state, key),
    has: (key) => state.safe.has(key),
  };
}

function keep(state: State, item: UploadItem, source: SourceFile): void {
  const { key, fingerprint, name, path, sizeBytes, uploadId } = item;
  const file = fits(state, source) ? source.file : null;
  if (file) state.keptBytes += file.size;
  else if (sizeBytes <= maxFileBytes && !source.handle) state.unkept.set(key, source);
  const handle = source.handle ?? null;
  const row = { key, fingerprint, name, path, sizeBytes, uploadId, file, handle };
  write(state, { ...row, session: state.session });
}

function fits(state: State, { file }: SourceFile): boolean {
  return file.size <= maxFileBytes && state.keptBytes + file.size <= maxTotalBytes;
}

function noteUploadId(state: State, key: string, uploadId: string): void {
  const row = state.rows.get(key);
  if (row) write(state, { ...row, uploadId });
}

function forget(state: State, key: string): void {
  const row = state.rows.get(key);
  state.unkept.delete(key);
  if (!row) return;
  state.rows.delete(key);
  state.safe.delete(key);
  void inOrder(state, (store) => store.delete(key)).catch(() => undefined);
  if (!row.file) return;
  state.keptBytes -= row.file.size;
  keepMore(state);
}

/** Room was made: keep files that found none before. */
function keepMore(state: State): void {
  for (const [key, source] of state.unkept) {
    const row = state.rows.get(key);
    if (!row || !fits(state, source)) return;
    state.unkept.delete(key);
    state.keptBytes += source.file.size;
    write(state, { ...row, file: source.file });
  }
}

function write(state: State, row: Row): void {
  state.rows.set(row.key, row);
  const put = inOrder(state, (store) => store.put(row));
  put.then(
    () => {
      const current = state.rows.has(row.key);
      if (current && (row.file || row.handle)) state.safe.add(row.key);
    },
    () => {
      // Storage is full or closed to us: the upload goes on, it just cannot survive a reload.
      if (!row.file || !state.rows.has(row.key)) return;
      state.keptBytes -= row.file.size;
      state.rows.set(row.key, { ...row, file: null });
    },
  );
}

function inOrder(state: State, act: (store: IDBObjectStore) => IDBRequest): Promise<void> {
  const done = state.last.then(async () => {
    const database = await state.database;
    if (!database) throw new Error('The browser offers no storage');
    await settled(act(database.transaction(storeName, 'readwrite').objectStore(storeName)));
  });
  state.last = done.catch(() => undefined);
  return done;
}

async function load(state: State): Promise<{ kept: KeptUpload[]; elsewhere: string[] }> {
  const database = await state.database;
  if (!database) return { kept: [], elsewhere: [] };
  const store = database.transaction(storeName).objectStore(storeName);
  const rows = await settled<Row[]>(store.getAll()).catch((): Row[] => []);
  const alive = await livingSessions();
  const others = rows.filter((row) => row.session !== state.session);
  const kept = others.filter((row) => !alive.has(row.session));
  for (const row of kept) {
    state.keptBytes += row.file?.size ?? 0;
    write(state, { ...row, session: state.session });
  }
  const elsewhere = others.flatMap((row) =>
    alive.has(row.session) && row.uploadId ? [row.uploadId] : [],
  );
  return { kept, elsewhere };
}

const lockPrefix = 'madrigal.uploads.';

/** Held until the page is gone. Browsers offer locks to secure pages only. */
function holdLock(session: string): void {
  void navigator.locks?.request(lockPrefix + session, () => new Promise(() => {}));
}

async function livingSessions(): Promise<Set<string>> {
  const held = (await navigator.locks?.query())?.held ?? [];
  return new Set(held.map((lock) => (lock.name ?? '').slice(lockPrefix.length)));
}

function openDatabase(): Promise<IDBDatabase | null> {
  return new Promise((resolve) => {
    try {
      const request = indexedDB.open('madrigal-uploads', 1);
      request.onupgradeneeded = () =>
        request.result.createObjectStore(storeName, { keyPath: 'key' });
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => resolve(null);
    } catch {
      // Some browsers throw where storage is switched off.
      resolve(null);
    }
  });
}

function settled<T>(request: IDBRequest): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result as T);
    request.onerror = () => reject(request.error);
  });
}
