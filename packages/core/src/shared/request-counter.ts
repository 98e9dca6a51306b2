/** Counts requests, so that those of one address can be limited. */
export interface RequestCounter {
  /**
   * Counts one more request of `key`. The first one opens a window of `windowMs`; when it is over,
   * counting begins anew. @throws unavailable
   */
  count(key: string, windowMs: number): Promise<{ count: number; endsInMs: number }>;
}
