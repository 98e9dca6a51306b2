import type { Song } from '../../catalog/index.ts';
import { MadrigalError } from '../../shared/index.ts';
import { notAudio } from '../dispatch/index.ts';
import type { SongMakingDeps } from './deps.ts';
import type { LiveCodec } from './ports.ts';

export interface LiveStreamsDeps extends Pick<SongMakingDeps, 'audio' | 'processed' | 'sniffer'> {
  /** How many may run in this process; each takes most of a processor until it is ahead. */
  atOnce: number;
}

/** Songs encoded while they are heard. */
export function createLiveStreams(deps: LiveStreamsDeps) {
  let running = 0;
  return {
    /**
     * Sends a song's original in another encoding; `send` sets the pace.
     * @throws MadrigalError `unavailable` where too many are running, `not_found`
     */
    send: async (
      song: Song,
      target: { codec: LiveCodec; bitrateKbps: number; startMs: number },
      options: { signal: AbortSignal; send: (chunk: Uint8Array) => Promise<void> },
    ): Promise<void> => {
      if (running >= deps.atOnce) {
        throw new MadrigalError('unavailable', 'Too many songs are being converted. Try again.');
      }
      running += 1;
      try {
        await deps.processed.withLocalFile(song.original.key, async (path) => {
          const sniffed = await deps.sniffer.sniff(path);
          if (sniffed.kind !== 'audio') throw notAudio(sniffed.description);
          const run = { durationMs: song.durationMs, ...options };
          await deps.audio.encodeLive(path, sniffed.container, target, run);
        });
      } finally {
        running -= 1;
      }
    },
  };
}

export type LiveStreams = ReturnType<typeof createLiveStreams>;
