/**
 * Starts something once for a container, at the first call of what is answered. A start that failed is
 * forgotten: the next call tries again.
 */
export function once<T>(start: () => Promise<T>): () => Promise<T> {
  let started: Promise<T> | null = null;
  return () => {
    started ??= start().catch((error) => {
      started = null;
      throw error;
    });
    return started;
  };
}
