import {
  type BlobInfo,
  type BlobKey,
  type BlobStore,
  MadrigalError,
  toBlobKey,
} from '@madrigal/core/shared';

const CHUNK_BYTES = 64 * 1024;

/** The reading half of a store in memory that counts what is read and which readers are open. */
export function createMemoryBlobs(lastModified: Date) {
  const objects = new Map<BlobKey, { bytes: Uint8Array; info: BlobInfo }>();
  const counts = { bytesRead: 0, openReaders: 0 };
  let version = 0;

  function find(key: BlobKey) {
    const object = objects.get(key);
    if (!object) throw new MadrigalError('not_found', 'This object does not exist.');
    return object;
  }

  async function* chunksOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
    // One buffer for all chunks, as the port allows: who keeps a chunk sees it change.
    const buffer = new Uint8Array(CHUNK_BYTES);
    counts.openReaders += 1;
    try {
      for (let at = 0; at < bytes.byteLength; at += CHUNK_BYTES) {
        const chunk = bytes.subarray(at, at + CHUNK_BYTES);
        buffer.set(chunk);
        counts.bytesRead += chunk.byteLength;
        yield buffer.subarray(0, chunk.byteLength);
        buffer.fill(0);
      }
    } finally {
      counts.openReaders -= 1;
    }
  }

  const store: Pick<BlobStore, 'head' | 'read'> = {
    head: async (key) => find(key).info,
    async read(key, range) {
      const { bytes, info } = find(key);
      const wanted = range ? bytes.subarray(range.start, range.end + 1) : bytes;
      return { info, chunks: chunksOf(wanted) };
    },
  };
  return {
    store,
    counts,
    put(name: string, bytes: Uint8Array): BlobInfo {
      const key = toBlobKey(name);
      version += 1;
      const info = { key, sizeBytes: bytes.byteLength, etag: `"v${version}"`, lastModified };
      objects.set(key, { bytes, info });
      return info;
    },
  };
}
