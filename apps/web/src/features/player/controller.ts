import type { Song } from '@madrigal/contract';
import type { AudioEvent } from './audio.ts';
import { load, type Player, type PlayerDeps, playRefused } from './loading.ts';
import {
  currentSong,
  emptyQueue,
  extend,
  goesBackToStart,
  type MoreSongs,
  nextSong,
  runsShort,
} from './queue.ts';
import { isOn } from './store.ts';

export type PlayerController = ReturnType<typeof createPlayer>;

const renewalLimit = 3;

/** Plays a queue of songs through an audio output and keeps the store in step. */
export function createPlayer(deps: PlayerDeps) {
  const player: Player = { deps, more: null, unloaded: true, turn: 0, renewals: 0 };
  deps.audio.listen((event) => heard(player, event));
  applyVolume(deps);
  return {
    /** Plays a list from one of its songs; `more` fetches what follows the list. */
    playFrom: (songs: readonly Song[], index: number, more: MoreSongs | null = null) => {
      player.more = more;
      deps.store.setState({ queue: { songs, index } });
      void start(player);
    },
    toggle: () => toggle(player),
    play: () => !isOn(deps.store.getState()) && toggle(player),
    pause: () => isOn(deps.store.getState()) && toggle(player),
    next: () => step(player, 1),
    previous: () => previous(player),
    /** Plays another song of the queue. */
    jumpTo: (index: number) => step(player, index - deps.store.getState().queue.index),
    seek: (positionMs: number) => seek(player, positionMs),
    skip: (byMs: number) => seek(player, deps.store.getState().positionMs + byMs),
    setVolume: (volume: number) => {
      deps.store.setState({ volume: Math.min(1, Math.max(0, volume)), muted: false });
      applyVolume(deps);
    },
    toggleMute: () => {
      deps.store.setState(({ muted }) => ({ muted: !muted }));
      applyVolume(deps);
    },
    /** Stops and forgets the queue, for instance on sign-out. */
    clear: () => {
      player.turn++;
      player.more = null;
      deps.audio.unload();
      deps.store.setState({ queue: emptyQueue, status: 'idle', positionMs: 0, durationMs: 0 });
    },
  };
}

function applyVolume({ store, audio }: PlayerDeps): void {
  const { volume, muted } = store.getState();
  // Loudness is felt by its power: the square makes the slider even.
  audio.setVolume(volume * volume, muted);
}

async function start(player: Player): Promise<void> {
  const { store, audio } = player.deps;
  const song = currentSong(store.getState().queue);
  if (!song) return;
  player.renewals = 0;
  player.unloaded = true;
  audio.pause();
  store.setState({
    status: 'loading',
    retrying: false,
    positionMs: 0,
    bufferedMs: 0,
    durationMs: song.durationMs,
  });
  void fillQueue(player);
  await load(player, song, false);
}

function heard(player: Player, event: AudioEvent): void {
  const { store } = player.deps;
  switch (event.type) {
    case 'time':
      moved(player, event);
      break;
    case 'playing':
      store.setState({ status: 'playing', retrying: false });
      break;
    case 'waiting':
      store.setState((state) => (isOn(state) ? { status: 'loading' } : {}));
      break;
    case 'paused':
      store.setState((state) => (state.status === 'playing' ? { status: 'paused' } : {}));
      break;
    case 'ended':
      ended(player);
      break;
    case 'failed':
      failed(player, event.undecodable);
      break;
  }
}

function moved(player: Player, event: Extract<AudioEvent, { type: 'time' }>): void {
  // The song before may still report while the next one is fetched.
  if (player.unloaded) return;
  const { store, streams } = player.deps;
  const before = store.getState();
  if (event.positionMs > before.positionMs && before.status === 'playing') player.renewals = 0;
  const durationMs = event.durationMs ?? before.durationMs;
  store.setState({ positionMs: event.positionMs, bufferedMs: event.bufferedMs, durationMs });
  const next = nextSong(before.queue);
  if (next && before.status === 'playing') streams.prefetch(next.id);
}

function ended(player: Player): void {
  const { store, audio } = player.deps;
  if (nextSong(store.getState().queue)) {
    step(player, 1);
    return;
  }
  store.setState({ status: 'paused' });
  audio.seek(0);
}

/** A source failed: most often its URL has expired or the connection was lost. */
function failed(player: Player, undecodable: boolean): void {
  const { store, onFailure } = player.deps;
  const song = currentSong(store.getState().queue);
  if (!song) return;
  if (undecodable || player.renewals >= renewalLimit) {
    player.turn++;
    player.unloaded = true;
    store.setState({ status: 'paused', retrying: false });
    onFailure(song, 'unsupported', null);
    return;
  }
  player.renewals++;
  store.setState((state) => ({ retrying: true, status: isOn(state) ? 'loading' : 'paused' }));
  void load(player, song, true);
}

function toggle(player: Player): void {
  const { store, audio } = player.deps;
  const state = store.getState();
  const song = currentSong(state.queue);
  if (!song) return;
  if (isOn(state)) {
    store.setState({ status: 'paused' });
    audio.pause();
    return;
  }
  store.setState({ status: 'loading' });
  player.renewals = 0;
  if (player.unloaded) void load(player, song, true);
  else audio.play().catch((cause: unknown) => playRefused(player, cause));
}

function step(player: Player, by: number): void {
  const { store } = player.deps;
  const { queue } = store.getState();
  const index = queue.index + by;
  if (!queue.songs[index]) return;
  store.setState({ queue: { ...queue, index } });
  void start(player);
}

function previous(player: Player): void {
  const { queue, positionMs } = player.deps.store.getState();
  if (goesBackToStart(queue, positionMs)) seek(player, 0);
  else step(player, -1);
}

function seek(player: Player, positionMs: number): void {
  const { store, audio } = player.deps;
  const { durationMs, queue } = store.getState();
  if (!currentSong(queue)) return;
  const target = Math.min(Math.max(0, positionMs), durationMs);
  store.setState({ positionMs: target });
  audio.seek(target);
}

async function fillQueue(player: Player): Promise<void> {
  const { store } = player.deps;
  const more = player.more;
  if (!more || !runsShort(store.getState().queue)) return;
  const songs = await more().catch(() => []);
  if (more !== player.more) return;
  if (songs.length === 0) player.more = null;
  store.setState(({ queue }) => ({ queue: extend(queue, songs) }));
}
