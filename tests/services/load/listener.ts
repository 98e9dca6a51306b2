import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Song } from '@madrigal/contract';
import type { Caller } from './caller.ts';
import type { AudioEvent, Output, WebApp } from './web-app.ts';

const RANGE_BYTES = 64 * 1024;
/** Between two ranges, so that songs are heard some ten times as fast as they sound. */
const PAUSE_MS = 100;

/** A song and what its bytes must be. */
export interface KnownSong {
  song: Song;
  sizeBytes: number;
  sha256: string;
}

export interface Playback {
  title: string;
  /** Null where every byte came, in order, and was the right one. */
  failure: string | null;
}

/** Plays a song to its end with the web app's player; a loudspeaker of ours fetches the bytes. */
export function playSong(web: WebApp, caller: Caller, known: KnownSong): Promise<Playback> {
  const { song } = known;
  const { promise, resolve } = Promise.withResolvers<Playback>();
  const finish = (failure: string | null) => {
    player.clear();
    resolve({ title: song.title, failure });
  };
  const fetchStream = (songId: string) => caller.ask('streamSong', { params: { songId } });
  const player = web.createPlayer({
    store: web.createStore(),
    audio: createLoudspeaker(caller, known, finish),
    streams: web.createStreams(fetchStream, Date.now),
    isAway: (url) => web.isAway(new URL(url, caller.baseUrl).href),
    wait: (ms) => delay(ms),
    now: Date.now,
    random: Math.random,
    onFailure: (_, failure, cause) => finish(`${failure} ${cause ?? ''}`),
  });
  player.playFrom([song], 0);
  return promise;
}

/** Fetches ranges one after another; an answer that is not the range it asked for is a fault, at once. */
function createLoudspeaker(
  caller: Caller,
  { song, sizeBytes, sha256 }: KnownSong,
  onEnd: (failure: string | null) => void,
): Output {
  let tell: (event: AudioEvent) => void = () => {};
  let parts: Buffer[] = [];
  let turn = 0;
  const heard = () => parts.reduce((sum, part) => sum + part.byteLength, 0);
  const sound = async (url: string, mine: number) => {
    try {
      for (let at = heard(); at < sizeBytes && mine === turn; at = heard()) {
        const part = await fetchRange(caller, url, at, Math.min(at + RANGE_BYTES, sizeBytes) - 1);
        if (mine !== turn) return;
        parts.push(part);
        tell({ type: 'playing' });
        const positionMs = (heard() / sizeBytes) * song.durationMs;
        const { durationMs } = song;
        tell({ type: 'time', positionMs, durationMs, bufferedMs: positionMs });
        await delay(PAUSE_MS);
      }
    } catch {
      if (mine === turn) tell({ type: 'failed', undecodable: false });
      return;
    }
    if (mine !== turn) return;
    const found = createHash('sha256').update(Buffer.concat(parts)).digest('hex');
    onEnd(found === sha256 ? null : 'other bytes than were uploaded');
  };
  return {
    load: (url, positionMs) => {
      if (positionMs === 0) parts = [];
      void sound(url, ++turn);
    },
    play: async () => {},
    pause: () => {},
    unload: () => void turn++,
    seek: () => {},
    prepare: () => {},
    takeOver: () => false,
    endEarly: () => {},
    setVolume: () => {},
    setGain: () => {},
    listen: (listener) => {
      tell = listener;
    },
  };
}

async function fetchRange(caller: Caller, url: string, first: number, last: number) {
  const response = await caller.bytes('range', url, {
    headers: { range: `bytes=${first}-${last}` },
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  if (response.status !== 206) throw new Error(`The edge answered ${response.status}.`);
  if (bytes.byteLength !== last - first + 1) throw new Error('The range is cut short.');
  return bytes;
}
