import { load, type Player, playOn } from './loading.ts';
import {
  append,
  currentSong,
  emptyQueue,
  goesBackToStart,
  nextIndex,
  type Queue,
  runsShort,
} from './queue.ts';
import { isOn } from './store.ts';

/** Plays the current song of the queue from its start. */
export async function start(player: Player): Promise<void> {
  const { store, audio } = player.deps;
  const song = currentSong(store.getState().queue);
  if (!song) return;
  player.renewals = 0;
  player.unloaded = true;
  player.prepared = null;
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

export function toggle(player: Player): void {
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
  playOn(player, song);
}

export function goTo(player: Player, index: number): void {
  const { store } = player.deps;
  const { queue } = store.getState();
  if (!queue.entries[index]) return;
  store.setState({ queue: { ...queue, index } });
  void start(player);
}

export function next(player: Player): void {
  const { queue, repeat } = player.deps.store.getState();
  goTo(player, nextIndex(queue, repeat) ?? -1);
}

export function previous(player: Player): void {
  const { queue, positionMs } = player.deps.store.getState();
  if (goesBackToStart(queue, positionMs)) seek(player, 0);
  else goTo(player, queue.index - 1);
}

/** Goes on to the next song with the audio that is at hand already, where it is. */
export function advance(player: Player, fadeMs: number): void {
  const { store, audio } = player.deps;
  const { queue, repeat } = store.getState();
  const index = nextIndex(queue, repeat);
  const entry = queue.entries[index ?? -1];
  const prepared = player.prepared?.key === entry?.key ? player.prepared : null;
  if (index === null || !entry || !prepared?.url || !audio.takeOver(prepared.url, fadeMs)) {
    next(player);
    return;
  }
  player.turn++;
  player.renewals = 0;
  player.unloaded = false;
  player.url = prepared.url;
  player.until = prepared.until;
  player.prepared = null;
  const { durationMs } = entry.song;
  store.setState({ queue: { ...queue, index }, positionMs: 0, bufferedMs: 0, durationMs });
  void fillQueue(player);
}

export function seek(player: Player, positionMs: number): void {
  const { store, audio, now } = player.deps;
  const { durationMs, queue } = store.getState();
  const song = currentSong(queue);
  if (!song) return;
  const target = Math.min(Math.max(0, positionMs), durationMs);
  store.setState({ positionMs: target });
  // What was not fetched yet would be refused.
  if (!player.unloaded && player.until <= now()) void load(player, song, true);
  else audio.seek(target);
}

/** Shows a queue without playing it, as it was left. */
export function restore(player: Player, queue: Queue, positionMs: number): void {
  const song = currentSong(queue);
  if (!song || currentSong(player.deps.store.getState().queue)) return;
  player.unloaded = true;
  const { durationMs } = song;
  player.deps.store.setState({ queue, positionMs, durationMs, status: 'paused' });
}

/** Stops and forgets the queue, for instance on sign-out. */
export function clear(player: Player): void {
  player.turn++;
  player.more = null;
  player.prepared = null;
  player.unloaded = true;
  player.deps.audio.unload();
  player.deps.store.setState({
    queue: emptyQueue,
    status: 'idle',
    positionMs: 0,
    durationMs: 0,
    sleep: null,
  });
}

async function fillQueue(player: Player): Promise<void> {
  const { store, random } = player.deps;
  const more = player.more;
  if (!more || !runsShort(store.getState().queue)) return;
  const songs = await more().catch(() => []);
  if (more !== player.more) return;
  if (songs.length === 0) player.more = null;
  else store.setState(({ queue }) => ({ queue: append(queue, songs, random) }));
}
