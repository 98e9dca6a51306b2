import type { Snapshot } from '../board.ts';
import type { SourceFile } from '../model.ts';
import type { Keeper, KeptUpload } from '../ports.ts';
import type { Patience } from '../retry.ts';
import type { UploaderDeps } from '../state.ts';
import { createUploader, type Uploader } from '../uploader.ts';
import { createFakeServer } from './fake-server.ts';

/** Does not wait at all, but notes for how long it should have. */
function impatience(): Patience & { waits: number[] } {
  const waits: number[] = [];
  return {
    waits,
    wait: async (ms, signal) => {
      waits.push(ms);
      signal.throwIfAborted();
    },
    whenOnline: async () => {},
    random: () => 0,
  };
}

/** Keeps in memory what a page would keep in the browser's storage. */
export function createMemoryKeeper(kept: KeptUpload[] = [], elsewhere: string[] = []) {
  const rows = new Map<string, KeptUpload>();
  const keeper: Keeper = {
    load: async () => {
      for (const row of kept) rows.set(row.key, row);
      return { kept, elsewhere };
    },
    keep: (item, { file, handle }) => {
      const { key, fingerprint, name, path, sizeBytes, uploadId } = item;
      const facts = { key, fingerprint, name, path, sizeBytes, uploadId };
      rows.set(key, { ...facts, file, handle: handle ?? null });
    },
    noteUploadId: (key, uploadId) => {
      const row = rows.get(key);
      if (row) rows.set(key, { ...row, uploadId });
    },
    forget: (key) => rows.delete(key),
    has: (key) => rows.has(key),
  };
  return { keeper, rows };
}

export function fileOf(name: string, bytes: number, path = name): SourceFile {
  return { file: new File([new Uint8Array(bytes)], name, { lastModified: 1000 }), path };
}

/** An uploader on a fake server, and the means to await what it shows. */
export function createBench(deps: Partial<UploaderDeps> = {}, fake = createFakeServer()) {
  const patience = impatience();
  const memory = createMemoryKeeper();
  const songs: string[] = [];
  const media: [mediaId: string, fingerprint: string][] = [];
  let keys = 0;
  const uploader = createUploader({
    api: fake.api,
    put: fake.put,
    keeper: memory.keeper,
    patience,
    now: () => 0,
    newKey: () => `key-${++keys}`,
    schedule: (flush) => queueMicrotask(flush),
    maxSizeBytes: 1000,
    onSongReady: (songId) => songs.push(songId),
    onMediaReady: (mediaId, fingerprint) => media.push([mediaId, fingerprint]),
    ...deps,
  });
  return { ...fake, uploader, patience, memory, songs, media };
}

/** Resolves with the first snapshot that satisfies the test. */
export function until(uploader: Uploader, test: (now: Snapshot) => boolean): Promise<Snapshot> {
  return new Promise((resolve) => {
    const look = () => {
      const now = uploader.snapshot();
      if (!test(now)) return false;
      resolve(now);
      return true;
    };
    if (look()) return;
    const stop = uploader.subscribe(() => look() && stop());
  });
}

export function allDone({ totals }: Snapshot): boolean {
  return totals.all > 0 && totals.done === totals.all;
}
