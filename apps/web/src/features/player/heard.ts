import type { Song } from '@madrigal/contract';
import type { AudioEvent } from './audio.ts';
import { load, type Player, playOn, prepareNext } from './loading.ts';
import { currentSong, nextIndex } from './queue.ts';
import { isOn, type PlayerState } from './store.ts';
import { advance, toggle } from './transport.ts';

/**
 * Before each new URL in a row, in ms: the first may only have expired; after that whoever has the bytes
 * may be starting again.
 */
const renewalPausesMs = [0, 1000, 2000, 4000];
/** The same for as long as nobody answers for the bytes. */
const awayPauseMs = 8000;
/** From here on the end of the song is awaited more closely than by its own reports. */
const gaplessBeforeEndMs = 450;

/** Answers what the audio output reports. */
export function heard(player: Player, event: AudioEvent): void {
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
  const { store, now } = player.deps;
  const before = store.getState();
  if (event.positionMs > before.positionMs && before.status === 'playing') player.renewals = 0;
  const durationMs = event.durationMs ?? before.durationMs;
  store.setState({ positionMs: event.positionMs, bufferedMs: event.bufferedMs, durationMs });
  if (before.status !== 'playing') return;
  if (typeof before.sleep === 'number' && now() >= before.sleep) {
    store.setState({ sleep: null });
    toggle(player);
    return;
  }
  prepareNext(player);
  const leftMs = durationMs - event.positionMs;
  if (leftMs < gaplessBeforeEndMs && player.prepared?.url && goesOn(store.getState())) {
    player.deps.audio.endEarly();
  }
  if (isTimeToFade(store.getState(), player)) {
    advance(player, store.getState().crossfadeSeconds * 1000);
  }
}

/** Songs fade into each other, but not those that follow each other on an album as well. */
function isTimeToFade(state: PlayerState, { prepared }: Player): boolean {
  const { queue, repeat, crossfadeSeconds, positionMs, durationMs, sleep } = state;
  const fadeMs = crossfadeSeconds * 1000;
  const leftMs = durationMs - positionMs;
  if (fadeMs === 0 || leftMs > fadeMs || leftMs < fadeMs / 2 || durationMs < 3 * fadeMs)
    return false;
  const song = currentSong(queue);
  const entry = queue.entries[nextIndex(queue, repeat) ?? -1];
  if (!prepared?.url || repeat === 'one' || sleep === 'end-of-song') return false;
  return entry !== undefined && entry.song.album.id !== song?.album.id;
}

/** Whether another song follows when this one ends. */
function goesOn({ queue, repeat, sleep }: PlayerState): boolean {
  return repeat !== 'one' && sleep !== 'end-of-song' && nextIndex(queue, repeat) !== null;
}

function ended(player: Player): void {
  const { store, audio } = player.deps;
  const { repeat, sleep, queue } = store.getState();
  if (goesOn(store.getState())) {
    advance(player, 0);
    return;
  }
  audio.seek(0);
  store.setState({ positionMs: 0 });
  const song = currentSong(queue);
  if (song && repeat === 'one' && sleep !== 'end-of-song') playOn(player, song);
  else store.setState({ status: 'paused', sleep: null });
}

/** A source failed: most often its URL has expired or the connection was lost. */
function failed(player: Player, undecodable: boolean): void {
  const { store } = player.deps;
  const song = currentSong(store.getState().queue);
  if (!song) return;
  if (undecodable) {
    giveUp(player, song);
    return;
  }
  store.setState((state) => ({ retrying: true, status: isOn(state) ? 'loading' : 'paused' }));
  void renew(player, song);
}

/** Tries new URLs, and gives up where bytes are to be had that the browser makes nothing of. */
async function renew(player: Player, song: Song): Promise<void> {
  const { isAway, wait } = player.deps;
  const turn = ++player.turn;
  const pauseMs = renewalPausesMs[player.renewals++];
  const mayComeBack = pauseMs !== undefined || (await isAway(player.url));
  // Something else may be wanted by now.
  if (turn !== player.turn) return;
  if (!mayComeBack) {
    giveUp(player, song);
    return;
  }
  if (pauseMs !== 0) await wait(pauseMs ?? awayPauseMs);
  if (turn === player.turn) await load(player, song, true);
}

function giveUp(player: Player, song: Song): void {
  const { store, onFailure } = player.deps;
  player.turn++;
  player.unloaded = true;
  store.setState({ status: 'paused', retrying: false });
  onFailure(song, 'unsupported', null);
}
