import type { Snapshot } from './board.ts';
import { createBoard } from './board.ts';
import { fingerprintOf } from './fingerprint.ts';
import { askToRead, openHandle } from './handles.ts';
import {
  blankItem,
  canRetry,
  isDone,
  isUnsent,
  type SourceFile,
  type UploadItem,
} from './model.ts';
import { noticeChange, watchProcessing } from './processing.ts';
import { restoreUploads } from './restore.ts';
import { sendUpload } from './send-upload.ts';
import { createSpeedMeter } from './speed.ts';
import type { Engine, UploaderDeps } from './state.ts';

export type Uploader = ReturnType<typeof createUploader>;

const filesInFlight = 3;

/** Sends files to the server, many at a time, and follows what becomes of them. */
export function createUploader(deps: UploaderDeps) {
  const speed = createSpeedMeter(deps.now);
  const engine: Engine = {
    deps,
    board: createBoard(deps.schedule, () => speed.bytesPerSecond()),
    speed,
    sources: new Map(),
    handles: new Map(),
    queue: [],
    running: new Map(),
    watching: false,
    told: false,
    changed: new Set(),
    looking: false,
  };
  return {
    subscribe: engine.board.subscribe,
    snapshot: (): Snapshot => engine.board.snapshot(),
    add: (files: readonly SourceFile[]) => addFiles(engine, files),
    restore: () => restoreUploads(engine, (keys) => enqueue(engine, keys)),
    pause: (key: string) => pause(engine, [key]),
    pauseAll: () => pause(engine, keysWhere(engine, isUnsent)),
    resume: (key: string) => resume(engine, [key]),
    resumeAll: () => resume(engine, keysWhere(engine, isUnsent)),
    cancel: (key: string) => cancel(engine, [key]),
    cancelAll: () =>
      cancel(
        engine,
        keysWhere(engine, (item) => !isOver(item)),
      ),
    retry: (key: string) => retry(engine, [key]),
    retryFailed: () => retry(engine, keysWhere(engine, canRetry)),
    clearFinished: () => cancel(engine, keysWhere(engine, isOver)),
    /** Asks for the permission to read the file again; call it in answer to a click. */
    allow: (key: string) => allow(engine, key),
    /** Looks after an upload of which the server said that it moved on; null for any of them. */
    notice: (uploadId: string | null) => noticeChange(engine, uploadId),
    /** True when leaving the page would stop something that could not go on by itself. */
    wouldLose: () =>
      keysWhere(engine, (item) => isUnsent(item) && !deps.keeper.has(item.key)).length > 0,
  };
}

function isOver(item: UploadItem): boolean {
  return isDone(item) || item.phase === 'rejected' || item.phase === 'failed';
}

function keysWhere(engine: Engine, test: (item: UploadItem) => boolean): string[] {
  return [...engine.board.items()].filter(test).map((item) => item.key);
}

function addFiles(engine: Engine, files: readonly SourceFile[]) {
  let added = 0;
  let alreadyListed = 0;
  for (const source of files) {
    const item = newItem(engine, source);
    const known = engine.board.ofSameFile(item.fingerprint);
    if (known?.phase === 'needs-file' || known?.phase === 'needs-permission') {
      continueWith(engine, known.key, source);
    } else if (known && !isOver(known) && isSame(known, item)) {
      alreadyListed++;
    } else {
      engine.board.add([item]);
      if (item.phase === 'waiting') {
        remember(engine, item, source);
        engine.queue.push(item.key);
      }
      added++;
    }
  }
  pump(engine);
  return { added, alreadyListed };
}

/** The same place, or one of them was picked without its folder. */
function isSame(known: UploadItem, item: UploadItem): boolean {
  return known.path === item.path || known.path === known.name || item.path === item.name;
}

function newItem(engine: Engine, { file, path }: SourceFile): UploadItem {
  const facts = { name: file.name, size: file.size, lastModified: file.lastModified, path };
  const fault = faultOfSize(file.size, engine.deps.maxSizeBytes);
  return {
    ...blankItem,
    key: engine.deps.newKey(),
    fingerprint: fingerprintOf(facts),
    name: file.name,
    path,
    sizeBytes: file.size,
    phase: fault ? 'failed' : 'waiting',
    fault,
  };
}

function faultOfSize(size: number, limit: number): UploadItem['fault'] {
  if (size === 0) return { kind: 'empty' };
  return size > limit ? { kind: 'too-large' } : null;
}

function remember(engine: Engine, item: UploadItem, source: SourceFile): void {
  engine.sources.set(item.key, source);
  engine.deps.keeper.keep(item, source);
}

function continueWith(engine: Engine, key: string, source: SourceFile): void {
  const item = engine.board.get(key);
  if (!item) return;
  remember(engine, item, source);
  if (item.uploadId) engine.deps.keeper.noteUploadId(key, item.uploadId);
  enqueue(engine, [key]);
}

async function allow(engine: Engine, key: string): Promise<void> {
  const item = engine.board.get(key);
  const handle = engine.handles.get(key);
  if (!item || !handle || !(await askToRead(handle))) return;
  const source = await openHandle(handle, item);
  if (source) continueWith(engine, key, source);
  else engine.board.change(key, { phase: 'needs-file' });
}

function enqueue(engine: Engine, keys: readonly string[]): void {
  for (const key of keys) {
    engine.board.change(key, { phase: 'waiting', fault: null });
    engine.queue.push(key);
  }
  pump(engine);
}

function pump(engine: Engine): void {
  while (engine.running.size < filesInFlight) {
    const key = engine.queue.shift();
    if (key === undefined) return;
    if (engine.board.get(key)?.phase !== 'waiting' || engine.running.has(key)) continue;
    const control = new AbortController();
    engine.running.set(key, control);
    void sendUpload(engine, key, control.signal).finally(() => {
      engine.running.delete(key);
      // Resumed while the aborted attempt was still winding down.
      if (engine.board.get(key)?.phase === 'waiting') engine.queue.unshift(key);
      pump(engine);
      watchProcessing(engine);
    });
  }
}

function pause(engine: Engine, keys: readonly string[]): void {
  for (const key of keys) {
    engine.board.change(key, { phase: 'paused', offline: false, bytesPerSecond: 0 });
    engine.running.get(key)?.abort(new DOMException('paused', 'AbortError'));
  }
}

function resume(engine: Engine, keys: readonly string[]): void {
  enqueue(
    engine,
    keys.filter((key) => engine.board.get(key)?.phase === 'paused'),
  );
}

function cancel(engine: Engine, keys: readonly string[]): void {
  for (const key of keys) {
    const item = engine.board.get(key);
    engine.running.get(key)?.abort(new DOMException('cancelled', 'AbortError'));
    engine.sources.delete(key);
    engine.handles.delete(key);
    engine.deps.keeper.forget(key);
    // What is in the library is shown there; the server forgets the rest, or it would come back.
    // Should that fail, the upload expires by itself.
    if (item?.uploadId && !isDone(item)) {
      void engine.deps.api.cancel(item.uploadId).catch(() => undefined);
    }
  }
  engine.board.remove(keys);
}

function retry(engine: Engine, keys: readonly string[]): void {
  for (const key of keys) {
    const item = engine.board.get(key);
    if (!item || !canRetry(item)) continue;
    if (item.fault?.kind === 'processing' && item.uploadId) void processAgain(engine, item);
    else if (engine.sources.has(key)) enqueue(engine, [key]);
    else engine.board.change(key, { phase: 'needs-file', fault: null });
  }
}

async function processAgain(engine: Engine, item: UploadItem): Promise<void> {
  engine.board.change(item.key, { phase: 'processing', step: null, percent: 0, fault: null });
  try {
    await engine.deps.api.retry(item.uploadId ?? '');
    watchProcessing(engine);
  } catch (cause) {
    engine.board.change(item.key, { phase: 'failed', fault: { kind: 'error', cause } });
  }
}
