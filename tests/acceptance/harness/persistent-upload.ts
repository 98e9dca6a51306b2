import type { UploadDetails } from '@madrigal/contract';
import type { Client } from './client.ts';
import { eventually } from './eventually.ts';
import { createUpload, type LocalFile, mustPutBytes, partOf, processed } from './send-file.ts';

/** Repeats a request until the instance, which is killed again and again, has answered it. */
function untilAnswered<T>(what: string, request: () => Promise<T>): Promise<T> {
  return eventually(what, async () => {
    try {
      return { answer: await request() };
    } catch (error) {
      // Node's fetch reports a lost connection so; everything else is a real answer.
      if (error instanceof TypeError || String(error).includes('"unavailable"')) return null;
      throw error;
    }
  }).then(({ answer }) => answer);
}

/**
 * Uploads a file like a patient person: after every outage it asks what has arrived and goes on.
 * @throws when something that was acknowledged is missing later
 */
export async function uploadPersistently(client: Client, file: LocalFile): Promise<UploadDetails> {
  const { id } = await untilAnswered('creation', () => createUpload(client, file));
  const acknowledged = new Set<number>();
  for (let missing = await nextPart(client, id, acknowledged); missing !== null; ) {
    const { partNumber, url, upload } = missing;
    const bytes = partNumber === null ? file.bytes : partOf(upload, file.bytes, partNumber);
    const arrived = await mustPutBytes(client, url, bytes).then(
      () => true,
      () => false,
    );
    if (arrived) acknowledged.add(partNumber ?? 1);
    missing = arrived && partNumber === null ? null : await nextPart(client, id, acknowledged);
  }
  const params = { uploadId: id };
  await untilAnswered('completion', () => client.must('completeUpload', { params }));
  return processPersistently(client, id);
}

/** Has a file processed again that was given up on after crashes in the middle of each attempt. */
async function processPersistently(client: Client, uploadId: string): Promise<UploadDetails> {
  const upload = await untilAnswered('the end of processing', () => processed(client, uploadId));
  if (upload.processing.state !== 'failed') return upload;
  await untilAnswered('a retry', () => client.call('retryUpload', { params: { uploadId } }));
  return processPersistently(client, uploadId);
}

interface MissingPart {
  upload: UploadDetails;
  /** Null for a file that is sent whole. */
  partNumber: number | null;
  url: string;
}

async function nextPart(
  client: Client,
  uploadId: string,
  acknowledged: ReadonlySet<number>,
): Promise<MissingPart | null> {
  const params = { uploadId };
  const upload = await untilAnswered('the state', () => client.must('getUpload', { params }));
  const { transfer } = upload;
  if (transfer.kind === 'closed') throw new Error(`upload ${uploadId} was closed by nobody`);
  if (transfer.kind === 'single') return { upload, partNumber: null, url: transfer.url };
  const lost = [...acknowledged].filter((part) => !transfer.finishedParts.includes(part));
  if (lost.length > 0) throw new Error(`acknowledged parts ${lost} of ${uploadId} are gone`);
  const partNumber = firstMissing(transfer.finishedParts, transfer.partCount);
  if (partNumber === null) return null;
  const body = { partNumbers: [partNumber] };
  const { parts } = await untilAnswered('a URL', () =>
    client.must('signUploadParts', { params, body }),
  );
  return { upload, partNumber, url: parts[0]?.url ?? '' };
}

function firstMissing(finished: readonly number[], count: number): number | null {
  for (let part = 1; part <= count; part += 1) if (!finished.includes(part)) return part;
  return null;
}
