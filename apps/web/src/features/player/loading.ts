import type { Loudness, Song, Stream } from '@madrigal/contract';
import type { StoreApi } from 'zustand';
import { isCode } from '../../api/problem.ts';
import type { Audio } from './audio.ts';
import { gainOf } from './loudness.ts';
import { currentSong, type MoreSongs, nextIndex } from './queue.ts';
import { isOn, type PlayerState } from './store.ts';
import type { Streams } from './streams.ts';

export type Failure = 'gone' | 'not-ready' | 'unsupported' | 'error';

export interface PlayerDeps {
  store: Pick<StoreApi<PlayerState>, 'getState' | 'setState'>;
  audio: Audio;
  streams: Streams;
  /** Whether nobody answers for the bytes of a URL for now. */
  isAway(url: string): Promise<boolean>;
  wait(ms: number): Promise<void>;
  /** Milliseconds since 1970. */
  now(): number;
  /** From 0 up to 1. */
  random(): number;
  /** Called when a song cannot be played at all. */
  onFailure(song: Song, failure: Failure, cause: unknown): void;
}

export interface Player {
  deps: PlayerDeps;
  more: MoreSongs | null;
  /** The output does not hold the current song: it is on its way, or could not be loaded. */
  unloaded: boolean;
  /** Counts loads, so that an answer that comes too late is dropped. */
  turn: number;
  /** What the output holds, or held last. */
  url: string;
  /** When it expires, in ms since 1970. */
  until: number;
  /** Times the URL was renewed without the song going on since. */
  renewals: number;
  /** Loudness of albums by id, as the streams of their songs told it. */
  albums: Map<string, Loudness>;
  /** The entry whose audio is fetched ahead; its URL is null while that is asked for. */
  prepared: { key: number; url: string | null; until: number } | null;
}

const retryDelaysMs = [500, 1000, 2000, 4000, 8000];
/** The next song is fetched when the current one has no more than this left. */
const prepareBeforeEndMs = 25_000;

/** Gets a URL, a new one if `renew`, and plays on from the position in the store. */
export async function load(player: Player, song: Song, renew: boolean): Promise<void> {
  const { store, audio, onFailure } = player.deps;
  const turn = ++player.turn;
  try {
    const stream = await streamOf(player, song, renew, turn);
    if (!stream) return;
    learnAlbum(player, song, stream);
    audio.load(stream.url, store.getState().positionMs);
    audio.setGain(gainFor(player, song));
    player.unloaded = false;
    player.url = stream.url;
    player.until = Date.parse(stream.expiresAt);
  } catch (cause) {
    if (turn !== player.turn) return;
    store.setState({ status: 'paused', retrying: false });
    onFailure(song, failureOf(cause), cause);
    return;
  }
  if (isOn(store.getState())) {
    await audio.play().catch((cause: unknown) => playRefused(player, cause));
  }
}

/**
 * Plays on from the position in the store: with what the output holds, or from a new URL where the old one
 * would not last to the end of the song. Renewed before a sound is heard, it leaves no gap.
 */
export function playOn(player: Player, song: Song): void {
  const { store, audio, now } = player.deps;
  const { positionMs, durationMs } = store.getState();
  const lasts = player.until > now() + durationMs - positionMs;
  if (player.unloaded || !lasts) void load(player, song, true);
  else audio.play().catch((cause: unknown) => playRefused(player, cause));
}

/** Brings the song that plays to the loudness that is asked for. */
export function applyGain(player: Player): void {
  const song = currentSong(player.deps.store.getState().queue);
  if (song) player.deps.audio.setGain(gainFor(player, song));
}

function gainFor(player: Player, song: Song): number {
  const { normalisation } = player.deps.store.getState();
  return gainOf(song, normalisation, player.albums.get(song.album.id) ?? null);
}

/** What is kept from before albums were told has nothing of it, which is no news. */
function learnAlbum(
  { albums }: Player,
  { album }: Song,
  // While a version rolls out, a server of the one before may answer, which does not know it.
  { albumLoudness }: Partial<Pick<Stream, 'albumLoudness'>>,
): void {
  if (albumLoudness && albumLoudness.integratedLufs !== null) albums.set(album.id, albumLoudness);
}

/** Has the second output fetch the next song once the current one comes to its end. */
export function prepareNext(player: Player): void {
  const { store, audio, streams } = player.deps;
  const { queue, repeat, positionMs, durationMs } = store.getState();
  const entry = queue.entries[nextIndex(queue, repeat) ?? -1];
  if (!entry) return;
  if (durationMs - positionMs > prepareBeforeEndMs || repeat === 'one') {
    streams.prefetch(entry.song.id);
    return;
  }
  if (player.prepared?.key === entry.key) return;
  const prepared: NonNullable<Player['prepared']> = { key: entry.key, url: null, until: 0 };
  player.prepared = prepared;
  streams.get(entry.song.id, durationMs - positionMs + entry.song.durationMs).then(
    (stream) => {
      if (player.prepared !== prepared) return;
      prepared.url = stream.url;
      prepared.until = Date.parse(stream.expiresAt);
      learnAlbum(player, entry.song, stream);
      audio.prepare(stream.url, gainFor(player, entry.song));
    },
    // A failure shows when the song is really wanted.
    () => undefined,
  );
}

/** Waits for the server as long as this song is wanted; null when it no longer is. */
async function streamOf(
  player: Player,
  song: Song,
  renew: boolean,
  turn: number,
): Promise<Stream | null> {
  const { store, streams, wait } = player.deps;
  for (let attempt = 0; turn === player.turn; attempt++) {
    try {
      const stream = await (renew
        ? streams.renew(song.id)
        : streams.get(song.id, song.durationMs - store.getState().positionMs));
      return turn === player.turn ? stream : null;
    } catch (cause) {
      if (!isCode(cause, 'network') && !isCode(cause, 'unavailable')) throw cause;
      if (turn !== player.turn) return null;
      store.setState({ retrying: true });
      await wait(retryDelaysMs[Math.min(attempt, retryDelaysMs.length - 1)] ?? 0);
    }
  }
  return null;
}

/**
 * The browser wants a click before it plays. Other refusals need no answer: an event tells of a
 * failed source, and a new load of one that was dropped.
 */
function playRefused(player: Player, cause: unknown): void {
  if (cause instanceof DOMException && cause.name === 'NotAllowedError') {
    player.deps.store.setState({ status: 'paused' });
  }
}

function failureOf(cause: unknown): Failure {
  if (isCode(cause, 'not_found')) return 'gone';
  return isCode(cause, 'rendition_not_ready') ? 'not-ready' : 'error';
}
