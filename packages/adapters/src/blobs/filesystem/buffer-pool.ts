/** Bytes that all open streams of one pool share. */
const BUDGET_BYTES = 8 * 1024 * 1024;
const LARGEST = 256 * 1024;
const SMALLEST = 16 * 1024;
/** With more streams than this, the others' reads fill the time one waits for its own. */
const READ_AHEAD_STREAMS = 16;

/**
 * Buffers used again and again. The size handed out shrinks as streams become more, so that the
 * memory of many slow readers together stays near the budget however many they are.
 */
export interface BufferPool {
  /** Announces a stream; call what it answers once when the stream ends. */
  join(): () => void;
  /** A buffer for the next chunk of a stream that has `needed` bytes left to read. */
  take(needed: number): Buffer;
  give(buffer: Buffer): void;
  /** Whether a stream should read its next chunk while the last one is being sent. */
  readsAhead(): boolean;
}

export function createBufferPool(): BufferPool {
  const free = new Map<number, Buffer[]>();
  let totalBytes = 0;
  let streams = 0;

  /** Makes room for buffers of another size by letting go of unused ones. */
  function shrinkFor(size: number): void {
    for (const [freeSize, list] of free) {
      if (freeSize === size) continue;
      while (list.length > 0 && totalBytes + size > BUDGET_BYTES) {
        list.pop();
        totalBytes -= freeSize;
      }
    }
  }

  return {
    join() {
      streams += 1;
      let joined = true;
      return () => {
        if (joined) streams -= 1;
        joined = false;
      };
    },
    take(needed) {
      const size = sizeFor(needed, streams);
      const buffer = free.get(size)?.pop();
      if (buffer) return buffer;
      shrinkFor(size);
      totalBytes += size;
      return Buffer.allocUnsafeSlow(size);
    },
    give(buffer) {
      const size = buffer.byteLength;
      if (totalBytes > BUDGET_BYTES) {
        totalBytes -= size;
        return;
      }
      const list = free.get(size);
      if (list) list.push(buffer);
      else free.set(size, [buffer]);
    },
    readsAhead: () => streams <= READ_AHEAD_STREAMS,
  };
}

/** A power of two between the bounds: enough for what is needed, within one stream's share. */
function sizeFor(needed: number, streams: number): number {
  const share = BUDGET_BYTES / Math.max(streams, 1);
  let size = SMALLEST;
  while (size < LARGEST && size < needed && size * 2 <= share) size *= 2;
  return size;
}
