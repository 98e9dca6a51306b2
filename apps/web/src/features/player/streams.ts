import type { Stream } from '@madrigal/contract';

/** Not used in the last minute of its life: a song takes longer to start than to say so. */
const spareMs = 60_000;

export interface Streams {
  /** A stream URL that is still good for as long as this, in ms, where the server gives such. */
  get(songId: string, forMs: number): Promise<Stream>;
  /** A new one, for when the known one was refused. */
  renew(songId: string): Promise<Stream>;
  /** Has the next URL at hand before it is needed. */
  prefetch(songId: string): void;
}

/** Signed stream URLs, each asked for once while it is valid. */
export function createStreams(
  fetchStream: (songId: string) => Promise<Stream>,
  now: () => number,
): Streams {
  const known = new Map<string, { stream: Promise<Stream>; until: number }>();
  const renew = (songId: string) => {
    const entry = { stream: fetchStream(songId), until: Number.POSITIVE_INFINITY };
    known.set(songId, entry);
    entry.stream.then(
      (stream) => {
        entry.until = Date.parse(stream.expiresAt) - spareMs;
      },
      () => known.delete(songId),
    );
    return entry.stream;
  };
  const get = (songId: string, forMs: number) => {
    const entry = known.get(songId);
    return entry && entry.until > now() + forMs ? entry.stream : renew(songId);
  };
  return {
    get,
    renew,
    // A failure shows when the song is really wanted.
    prefetch: (songId) => void get(songId, 0).catch(() => undefined),
  };
}
