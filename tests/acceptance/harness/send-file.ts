import type { ErrorCode, Upload, UploadDetails } from '@madrigal/contract';
import { type Client, readProblem } from './client.ts';
import { eventually } from './eventually.ts';

const finalStates: readonly Upload['processing']['state'][] = ['ready', 'rejected', 'failed'];

export interface LocalFile {
  name: string;
  bytes: Uint8Array;
}

/** Puts bytes at a signed URL. It carries its own permission, so no token goes along. */
export function putBytes(client: Client, url: string, bytes: Uint8Array): Promise<Response> {
  return fetch(new URL(url, client.baseUrl), { method: 'PUT', body: Buffer.from(bytes) });
}

/** @throws with the problem when the store did not take the bytes */
export async function mustPutBytes(client: Client, url: string, bytes: Uint8Array): Promise<void> {
  const response = await putBytes(client, url, bytes);
  const text = await response.text();
  if (!response.ok) throw new Error(`PUT answered ${response.status} ${text}`);
}

/**
 * Makes sure that a signed URL was refused, and answers the code where the store is the instance
 * itself; a store of its own (S3) has errors of its own, for which null stands.
 */
export async function readRefusal(client: Client, response: Response): Promise<ErrorCode | null> {
  if (response.ok || response.status >= 500) throw new Error(`PUT answered ${response.status}`);
  const isOurs = new URL(response.url).origin === new URL(client.baseUrl).origin;
  if (isOurs) return (await readProblem(response)).code;
  await response.arrayBuffer();
  return null;
}

export function createUpload(client: Client, file: LocalFile): Promise<UploadDetails> {
  const body = { fileName: file.name, sizeBytes: file.bytes.byteLength };
  return client.must('createUpload', { body });
}

/** Bytes of one part, counted from 1. */
export function partOf(upload: UploadDetails, bytes: Uint8Array, partNumber: number): Uint8Array {
  if (upload.transfer.kind !== 'multipart') throw new Error('not an upload in parts');
  const { partSizeBytes } = upload.transfer;
  return bytes.subarray((partNumber - 1) * partSizeBytes, partNumber * partSizeBytes);
}

/** Sends what the store does not hold yet, and answers how many requests that took. */
export async function sendMissingBytes(
  client: Client,
  upload: UploadDetails,
  bytes: Uint8Array,
): Promise<number> {
  const { transfer } = upload;
  if (transfer.kind === 'closed') return 0;
  if (transfer.kind === 'single') {
    await mustPutBytes(client, transfer.url, bytes);
    return 1;
  }
  const missing = Array.from({ length: transfer.partCount }, (_, index) => index + 1).filter(
    (partNumber) => !transfer.finishedParts.includes(partNumber),
  );
  if (missing.length === 0) return 0;
  const { parts } = await client.must('signUploadParts', {
    params: { uploadId: upload.id },
    body: { partNumbers: missing },
  });
  for (const part of parts) {
    await mustPutBytes(client, part.url, partOf(upload, bytes, part.partNumber));
  }
  return parts.length;
}

/** Uploads a file whole and says so; processing has begun then. */
export async function sendFile(client: Client, file: LocalFile): Promise<UploadDetails> {
  const upload = await createUpload(client, file);
  await sendMissingBytes(client, upload, file.bytes);
  return client.must('completeUpload', { params: { uploadId: upload.id } });
}

/** The upload once processing has come to its end. */
export function processed(
  client: Client,
  uploadId: string,
  withinMs?: number,
): Promise<UploadDetails> {
  return eventually(
    `the end of processing ${uploadId}`,
    async () => {
      const upload = await client.must('getUpload', { params: { uploadId } });
      return finalStates.includes(upload.processing.state) && upload;
    },
    withinMs,
  );
}

/** Uploads a file and answers the id of the song it became. @throws when it became none */
export async function addSong(client: Client, file: LocalFile): Promise<string> {
  const { id } = await sendFile(client, file);
  const { processing } = await processed(client, id);
  if (processing.songId === null) throw new Error(`${file.name}: ${JSON.stringify(processing)}`);
  return processing.songId;
}
