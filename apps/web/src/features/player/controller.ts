import type { Song } from '@madrigal/contract';
import { heard } from './heard.ts';
import { applyGain, type Player, type PlayerDeps } from './loading.ts';
import type { Normalisation } from './loudness.ts';
import {
  append,
  currentSong,
  dropUpcoming,
  insertNext,
  type MoreSongs,
  move,
  type Queue,
  queueOf,
  type Repeat,
  remove,
  shuffle,
  unshuffle,
  withoutKnown,
} from './queue.ts';
import { isOn, type Sleep } from './store.ts';
import { clear, goTo, next, previous, restore, seek, start, toggle } from './transport.ts';

export type PlayerController = ReturnType<typeof createPlayer>;

/** Plays a queue of songs through an audio output and keeps the store in step. */
export function createPlayer(deps: PlayerDeps) {
  const player: Player = {
    deps,
    more: null,
    unloaded: true,
    turn: 0,
    url: '',
    until: 0,
    renewals: 0,
    albums: new Map(),
    prepared: null,
  };
  deps.audio.listen((event) => heard(player, event));
  applyVolume(deps);
  return { ...transportOf(player), ...queueActionsOf(player), ...soundActionsOf(player) };
}

function transportOf(player: Player) {
  const { store } = player.deps;
  return {
    /** Plays a list from one of its songs; `more` fetches what follows the list. */
    playFrom: (songs: readonly Song[], index: number, more: MoreSongs | null = null) =>
      playFrom(player, songs, index, more),
    /** Plays a list in any order, from any of its songs, and shuffles from now on. */
    playShuffled: (songs: readonly Song[], more: MoreSongs | null = null) => {
      store.setState({ shuffle: true });
      playFrom(player, songs, Math.floor(player.deps.random() * songs.length), more);
    },
    toggle: () => toggle(player),
    play: () => !isOn(store.getState()) && toggle(player),
    pause: () => isOn(store.getState()) && toggle(player),
    next: () => next(player),
    previous: () => previous(player),
    /** Plays another song of the queue. */
    jumpTo: (index: number) => goTo(player, index),
    seek: (positionMs: number) => seek(player, positionMs),
    skip: (byMs: number) => seek(player, store.getState().positionMs + byMs),
    restore: (queue: Queue, positionMs: number) => restore(player, queue, positionMs),
    clear: () => clear(player),
  };
}

function queueActionsOf(player: Player) {
  const { store, random } = player.deps;
  const change = (by: (queue: Queue) => Queue) =>
    store.setState(({ queue }) => ({ queue: by(queue) }));
  /** Puts songs into the queue; the first ones ever are shown, ready to be played. */
  const add = (by: (queue: Queue) => Queue) => {
    change(by);
    if (currentSong(store.getState().queue)) return;
    restore(player, { ...store.getState().queue, index: 0 }, 0);
  };
  return {
    playNext: (songs: readonly Song[]) => add((queue) => insertNext(queue, songs)),
    addToQueue: (songs: readonly Song[]) => add((queue) => append(queue, songs, random)),
    moveInQueue: (from: number, to: number) => change((queue) => move(queue, from, to)),
    removeFromQueue: (key: number) => change((queue) => remove(queue, key)),
    /** Drops everything behind the current song, also what would still be fetched. */
    clearUpcoming: () => {
      player.more = null;
      change(dropUpcoming);
    },
    toggleShuffle: () =>
      store.setState(({ queue, shuffle: on }) => ({
        shuffle: !on,
        queue: on ? unshuffle(queue) : shuffle(queue, random),
      })),
    setRepeat: (repeat: Repeat) => store.setState({ repeat }),
  };
}

function soundActionsOf(player: Player) {
  const { store } = player.deps;
  return {
    setVolume: (volume: number) => {
      store.setState({ volume: Math.min(1, Math.max(0, volume)), muted: false });
      applyVolume(player.deps);
    },
    toggleMute: () => {
      store.setState(({ muted }) => ({ muted: !muted }));
      applyVolume(player.deps);
    },
    setNormalisation: (normalisation: Normalisation) => {
      store.setState({ normalisation });
      player.prepared = null;
      applyGain(player);
    },
    setCrossfade: (crossfadeSeconds: number) => store.setState({ crossfadeSeconds }),
    /** Stops by itself then; null for not at all. */
    sleepAt: (sleep: Sleep | null) => store.setState({ sleep }),
  };
}

function applyVolume({ store, audio }: PlayerDeps): void {
  const { volume, muted } = store.getState();
  // Loudness is felt by its power: the square makes the slider even.
  audio.setVolume(volume * volume, muted);
}

function playFrom(
  player: Player,
  songs: readonly Song[],
  index: number,
  more: MoreSongs | null,
): void {
  const { store, random } = player.deps;
  player.more = more && withoutKnown(more, songs);
  const queue = queueOf(songs, index);
  store.setState(({ shuffle: on }) => ({ queue: on ? shuffle(queue, random) : queue }));
  void start(player);
}
