import { createHash } from 'node:crypto';
import { type BlobInfo, type BlobStore, hasCode, MadrigalError } from '@madrigal/core/shared';
import type { Journal } from './journal.ts';

/** Objects on their way at the same time: enough to hide the wait for a store that is far away. */
const AT_ONCE = 8;
const PAGE = 500;

export interface FilesMoved {
  /** Objects at the new place that were checked, now or before, and their bytes. */
  count: number;
  bytes: number;
  /** Of these, the ones that an earlier run had moved. */
  before: number;
}

export interface StorePair {
  name: 'raw' | 'processed';
  from: BlobStore;
  to: BlobStore;
}

/**
 * Copies every object of a store to another one and reads each back to compare its hash. What the journal
 * names and is still there is not copied again. Objects may come meanwhile, so run it again at the end.
 * @throws MadrigalError `unavailable` where an object is not the same at its new place
 */
export async function moveFiles(
  { name, from, to }: StorePair,
  journal: Journal,
  onMoved: (moved: FilesMoved) => void,
): Promise<FilesMoved> {
  const moved: FilesMoved = { count: 0, bytes: 0, before: 0 };
  const move = async (info: BlobInfo) => {
    const known = journal.find(name, info.key);
    if (known && known.bytes === info.sizeBytes && (await isThere(to, info))) moved.before += 1;
    else if (!(await moveFile({ name, from, to }, info, journal))) return;
    moved.count += 1;
    moved.bytes += info.sizeBytes;
    onMoved(moved);
  };
  for (let after: BlobInfo['key'] | null = null; ; ) {
    const page = await from.list('', { limit: PAGE, ...(after && { after }) });
    const waiting = page.items.values();
    const worker = async () => {
      for (const info of waiting) await move(info);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    if (!page.next) return moved;
    after = page.next;
  }
}

async function isThere(store: BlobStore, { key, sizeBytes }: BlobInfo): Promise<boolean> {
  try {
    return (await store.head(key)).sizeBytes === sizeBytes;
  } catch (error) {
    if (hasCode(error, 'not_found')) return false;
    throw error;
  }
}

/** False where the object has gone in the meantime. */
async function moveFile({ name, from, to }: StorePair, info: BlobInfo, journal: Journal) {
  const { key } = info;
  try {
    await from.withLocalFile(key, (path) => to.writeFile(key, path));
    const [before, after] = await Promise.all([hashOf(from, key), hashOf(to, key)]);
    if (before.sha256 !== after.sha256) throw differs(name, key);
    await journal.add({ store: name, key, ...after });
    return true;
  } catch (error) {
    if (hasCode(error, 'not_found') && !(await isThere(from, info))) return false;
    throw error;
  }
}

async function hashOf(store: BlobStore, key: BlobInfo['key']) {
  const { chunks } = await store.read(key);
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of chunks) {
    hash.update(chunk);
    bytes += chunk.byteLength;
  }
  return { bytes, sha256: hash.digest('hex') };
}

function differs(store: string, key: string): MadrigalError {
  const sentence = `${key} of the ${store} files is not the same at its new place. Run it again.`;
  return new MadrigalError('unavailable', sentence);
}
