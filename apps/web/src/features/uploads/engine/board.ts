import { withoutPath } from './fingerprint.ts';
import { isActive, isDone, isUnsent, needsAttention, type UploadItem } from './model.ts';

export interface Totals {
  all: number;
  done: number;
  sending: number;
  processing: number;
  paused: number;
  attention: number;
  /** Of everything that is not done, rejected or failed, and of what was done meanwhile. */
  totalBytes: number;
  sentBytes: number;
  bytesPerSecond: number;
  /** Null while it cannot be told. */
  secondsLeft: number | null;
}

export interface Snapshot {
  readonly items: readonly UploadItem[];
  readonly totals: Totals;
}

/** The list of uploads as the page shows it. Changes are told in batches. */
export interface Board {
  get(key: string): UploadItem | undefined;
  /** The item added last that is of the same file, wherever that was picked from. */
  ofSameFile(fingerprint: string): UploadItem | undefined;
  items(): Iterable<UploadItem>;
  add(items: readonly UploadItem[]): void;
  change(key: string, change: Partial<UploadItem>): void;
  remove(keys: readonly string[]): void;
  subscribe(listener: () => void): () => void;
  snapshot(): Snapshot;
}

/** `schedule` runs a function soon, later calls before then are dropped by the board. */
export function createBoard(schedule: (flush: () => void) => void, speed: () => number): Board {
  const items = new Map<string, UploadItem>();
  const keysOfFiles = new Map<string, string>();
  const listeners = new Set<() => void>();
  let snapshot: Snapshot = { items: [], totals: totalsOf([], 0) };
  let scheduled = false;

  const flush = () => {
    scheduled = false;
    const list = [...items.values()];
    snapshot = { items: list, totals: totalsOf(list, speed()) };
    for (const listener of listeners) listener();
  };
  const changed = () => {
    if (scheduled) return;
    scheduled = true;
    schedule(flush);
  };
  return {
    get: (key) => items.get(key),
    ofSameFile: (fingerprint) => items.get(keysOfFiles.get(withoutPath(fingerprint)) ?? ''),
    items: () => items.values(),
    add: (added) => {
      for (const item of added) {
        items.set(item.key, item);
        keysOfFiles.set(withoutPath(item.fingerprint), item.key);
      }
      changed();
    },
    change: (key, change) => {
      const item = items.get(key);
      if (!item) return;
      items.set(key, { ...item, ...change });
      changed();
    },
    remove: (keys) => {
      for (const key of keys) items.delete(key);
      changed();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    snapshot: () => snapshot,
  };
}

function totalsOf(items: readonly UploadItem[], bytesPerSecond: number): Totals {
  const count = (test: (item: UploadItem) => boolean) => items.filter(test).length;
  const counted = items.filter((item) => !needsAttention(item));
  const totals = {
    all: items.length,
    done: count(isDone),
    sending: count((item) => item.phase === 'waiting' || isActive(item)),
    processing: count((item) => item.phase === 'processing'),
    paused: count((item) => item.phase === 'paused'),
    attention: items.length - counted.length,
    totalBytes: counted.reduce((sum, item) => sum + item.sizeBytes, 0),
    sentBytes: counted.reduce((sum, item) => sum + arrivedBytes(item), 0),
  };
  const left = totals.totalBytes - totals.sentBytes;
  const known = bytesPerSecond > 0 && totals.sending > 0;
  return { ...totals, bytesPerSecond, secondsLeft: known ? left / bytesPerSecond : null };
}

function arrivedBytes(item: UploadItem): number {
  return isUnsent(item) ? item.sentBytes : item.sizeBytes;
}
