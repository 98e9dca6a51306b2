import type { Upload, UploadDetails } from '@madrigal/contract';
import { ApiError } from '../../../../api/problem.ts';
import type { UploadApi } from '../ports.ts';
import { type Put, PutError } from '../put.ts';

interface Stored {
  upload: Upload;
  parts: Map<number, number>;
  /** What each further question about the processing answers; the last one stays. */
  outcomes: Partial<Upload['processing']>[];
}

const idle: Upload['processing'] = {
  state: 'none',
  step: null,
  percent: 0,
  songId: null,
  duplicate: false,
  mediaId: null,
  rejection: null,
};

export const readyOutcome = { state: 'ready', percent: 100, songId: 'song-1' } as const;

/** The upload API and its store, in memory and at the test's command. */
export function createFakeServer(partSizeBytes = 10, multipartFromBytes = 30) {
  const uploads = new Map<string, Stored>();
  const puts: string[] = [];
  const server = {
    uploads,
    /** URLs in the order in which bytes went to them. */
    puts,
    inFlight: 0,
    mostInFlight: 0,
    created: 0,
    /** Answers of the processing for new uploads. */
    outcomes: [{ state: 'queued' }, readyOutcome] as Stored['outcomes'],
    /** Awaited before a PUT is stored; throws to let it fail. */
    onPut: async (_url: string, _signal: AbortSignal): Promise<void> => {},
    onCall: async (_name: keyof UploadApi): Promise<void> => {},
  };

  const stored = (id: string): Stored => {
    const found = uploads.get(id);
    if (!found) throw new ApiError('not_found', 'No such upload', undefined, 404);
    return found;
  };
  const detailsOf = ({ upload, parts }: Stored): UploadDetails => {
    const open = upload.state === 'created' || upload.state === 'uploading';
    if (!open) return { ...upload, transfer: { kind: 'closed' } };
    if (upload.sizeBytes < multipartFromBytes) {
      const expiresAt = upload.expiresAt;
      return { ...upload, transfer: { kind: 'single', url: `/raw/${upload.id}`, expiresAt } };
    }
    const partCount = Math.ceil(upload.sizeBytes / partSizeBytes);
    const finishedParts = [...parts.keys()];
    return { ...upload, transfer: { kind: 'multipart', partSizeBytes, partCount, finishedParts } };
  };
  const proceed = (entry: Stored): Stored => {
    if (entry.upload.state !== 'completed') return entry;
    const outcome = entry.outcomes.length > 1 ? entry.outcomes.shift() : entry.outcomes[0];
    entry.upload = { ...entry.upload, processing: { ...idle, ...outcome } };
    return entry;
  };

  const api: UploadApi = {
    create: async ({ fileName, sizeBytes, fingerprint }) => {
      await server.onCall('create');
      const id = `upload-${++server.created}`;
      const at = '2026-01-01T00:00:00.000Z';
      const state = 'created' as const;
      const times = { createdAt: at, expiresAt: at };
      const upload = { id, fileName, sizeBytes, fingerprint, state, processing: idle, ...times };
      const entry = { upload, parts: new Map(), outcomes: [...server.outcomes] };
      uploads.set(id, entry);
      return detailsOf(entry);
    },
    get: async (id) => {
      await server.onCall('get');
      return detailsOf(proceed(stored(id)));
    },
    list: async () => {
      await server.onCall('list');
      return { items: [...uploads.values()].map((entry) => entry.upload), nextCursor: null };
    },
    signParts: async (id, partNumbers) => {
      await server.onCall('signParts');
      stored(id);
      return partNumbers.map((partNumber) => ({ partNumber, url: `/raw/${id}?${partNumber}` }));
    },
    complete: async (id) => {
      await server.onCall('complete');
      const entry = stored(id);
      const bytes = [...entry.parts.values()].reduce((sum, size) => sum + size, 0);
      if (bytes !== entry.upload.sizeBytes) {
        throw new ApiError('upload_incomplete', 'Parts are missing', undefined, 409);
      }
      entry.upload = { ...entry.upload, state: 'completed' };
      return detailsOf(proceed(entry));
    },
    retry: async (id) => {
      await server.onCall('retry');
      const entry = stored(id);
      entry.outcomes = [readyOutcome];
      return detailsOf(entry);
    },
    cancel: async (id) => {
      await server.onCall('cancel');
      uploads.delete(id);
    },
  };

  const put: Put = async (url, bytes, signal, onProgress) => {
    server.inFlight++;
    server.mostInFlight = Math.max(server.mostInFlight, server.inFlight);
    try {
      onProgress(Math.floor(bytes.size / 2));
      await server.onPut(url, signal);
      signal.throwIfAborted();
      const [, id = '', part = '1'] = /\/raw\/([^?]+)\??(\d*)/.exec(url) ?? [];
      const entry = uploads.get(id);
      if (!entry) throw new PutError(404);
      puts.push(url);
      entry.parts.set(Number(part || 1), bytes.size);
      entry.upload = { ...entry.upload, state: 'uploading' };
      onProgress(bytes.size);
    } finally {
      server.inFlight--;
    }
  };
  return { ...{ api, put }, server };
}
