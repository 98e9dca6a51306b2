import type { UploadDetails } from '@madrigal/contract';
import type { UploadApi } from './ports.ts';
import type { Put } from './put.ts';
import { PutError } from './put.ts';
import { type Patience, persist } from './retry.ts';

const partsInFlight = 3;
const partsPerRequest = 20;

/** The upload was closed on the server: completed elsewhere, cancelled or expired. */
export class UploadClosed extends Error {
  override readonly name = 'UploadClosed';
}

/** The local file is gone or was changed. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';
}

export interface Transfer {
  api: UploadApi;
  put: Put;
  patience: Patience;
  signal: AbortSignal;
  file: Blob;
  uploadId: string;
  /** Bytes that have arrived or are on their way, of the whole file. */
  onProgress(sentBytes: number): void;
  onTrouble(waiting: boolean): void;
}

/**
 * Sends what the server does not have yet.
 * @throws UploadClosed, UnreadableFile, ApiError, PutError; the signal's reason when aborted
 */
export async function sendBytes(details: UploadDetails, transfer: Transfer): Promise<void> {
  switch (details.transfer.kind) {
    case 'single':
      return sendWhole(details.transfer.url, transfer);
    case 'multipart':
      return sendParts(details.transfer, transfer);
    case 'closed':
      throw new UploadClosed();
  }
}

async function sendWhole(firstUrl: string, transfer: Transfer): Promise<void> {
  let url: string | null = firstUrl;
  const attempt = async () => {
    url ??= await freshUrl(transfer);
    transfer.onProgress(0);
    try {
      await transfer.put(url, transfer.file, transfer.signal, (sent) =>
        transfer.onProgress(Math.min(sent, transfer.file.size)),
      );
    } catch (error) {
      url = null;
      throw await explained(error, transfer.file);
    }
  };
  await persist(attempt, transfer.patience, transfer.signal, transfer.onTrouble);
  transfer.onProgress(transfer.file.size);
}

async function freshUrl(transfer: Transfer): Promise<string> {
  const details = await transfer.api.get(transfer.uploadId, transfer.signal);
  if (details.transfer.kind !== 'single') throw new UploadClosed();
  return details.transfer.url;
}

type Parts = Extract<UploadDetails['transfer'], { kind: 'multipart' }>;

async function sendParts(parts: Parts, transfer: Transfer): Promise<void> {
  const finished = new Set(parts.finishedParts);
  const missing: number[] = [];
  for (let n = 1; n <= parts.partCount; n++) if (!finished.has(n)) missing.push(n);
  const progress = createPartProgress(parts, transfer, finished);
  const group = new AbortController();
  const signal = AbortSignal.any([transfer.signal, group.signal]);
  const urls = createPartUrls({ ...transfer, signal }, missing.slice());

  const worker = async () => {
    for (let n = missing.shift(); n !== undefined; n = missing.shift()) {
      const slice = sliceOf(transfer.file, parts, n);
      const sendPart = () => putPart(n, slice, urls, { ...transfer, signal }, progress.report);
      await persist(sendPart, transfer.patience, signal, transfer.onTrouble);
      progress.finish(n);
    }
  };
  const workers = Array.from({ length: partsInFlight }, worker);
  await Promise.all(workers).catch(async (error) => {
    group.abort(error);
    await Promise.allSettled(workers);
    throw error;
  });
}

async function putPart(
  n: number,
  slice: Blob,
  urls: PartUrls,
  transfer: Transfer,
  report: (part: number, sent: number) => void,
): Promise<void> {
  const url = await urls.of(n);
  report(n, 0);
  try {
    await transfer.put(url, slice, transfer.signal, (sent) =>
      report(n, Math.min(sent, slice.size)),
    );
  } catch (error) {
    urls.drop(n);
    report(n, 0);
    throw await explained(error, slice);
  }
}

function sliceOf(file: Blob, parts: Parts, n: number): Blob {
  const start = (n - 1) * parts.partSizeBytes;
  return file.slice(start, Math.min(start + parts.partSizeBytes, file.size));
}

function createPartProgress(parts: Parts, transfer: Transfer, finished: Set<number>) {
  const inFlight = new Map<number, number>();
  let arrived = [...finished].reduce((sum, n) => sum + sliceOf(transfer.file, parts, n).size, 0);
  const tell = () => {
    let sum = arrived;
    for (const sent of inFlight.values()) sum += sent;
    transfer.onProgress(sum);
  };
  tell();
  return {
    report: (n: number, sent: number) => {
      inFlight.set(n, sent);
      tell();
    },
    finish: (n: number) => {
      inFlight.delete(n);
      arrived += sliceOf(transfer.file, parts, n).size;
      tell();
    },
  };
}

interface PartUrls {
  of(partNumber: number): Promise<string>;
  /** Forgets a URL that did not work. */
  drop(partNumber: number): void;
}

/** Asks for the URLs of several parts at a time; workers in need at once share a request. */
function createPartUrls(transfer: Transfer, upcoming: number[]): PartUrls {
  const known = new Map<number, string>();
  let asking: Promise<void> | null = null;
  const ask = async (n: number) => {
    const others = upcoming.filter((part) => part > n && !known.has(part));
    const wanted = [n, ...others.slice(0, partsPerRequest - 1)];
    const signed = await transfer.api.signParts(transfer.uploadId, wanted, transfer.signal);
    for (const part of signed) known.set(part.partNumber, part.url);
  };
  return {
    of: async (n) => {
      for (;;) {
        const url = known.get(n);
        if (url) return url;
        asking ??= ask(n).finally(() => {
          asking = null;
        });
        await asking;
      }
    },
    drop: (n) => known.delete(n),
  };
}

/** A browser reports an unreadable file like a lost connection; reading a byte tells them apart. */
async function explained(error: unknown, bytes: Blob): Promise<unknown> {
  if (!(error instanceof PutError) || error.status !== 0) return error;
  try {
    await bytes.slice(0, 1).arrayBuffer();
    return error;
  } catch {
    return new UnreadableFile();
  }
}
