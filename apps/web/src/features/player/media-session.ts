import type { Song } from '@madrigal/contract';
import type { PlayerController } from './controller.ts';
import { currentSong } from './queue.ts';
import { isOn, type PlayerState, usePlayer } from './store.ts';

const skipMs = 10_000;

/** Lock screen, media keys and headphones. */
export function connectMediaSession(player: PlayerController): void {
  const session = navigator.mediaSession;
  if (!session) return;
  const handlers: [MediaSessionAction, MediaSessionActionHandler][] = [
    ['play', () => player.play()],
    ['pause', () => player.pause()],
    ['previoustrack', () => player.previous()],
    ['nexttrack', () => player.next()],
    ['seekbackward', ({ seekOffset }) => player.skip(-(seekOffset ?? skipMs / 1000) * 1000)],
    ['seekforward', ({ seekOffset }) => player.skip((seekOffset ?? skipMs / 1000) * 1000)],
    ['seekto', ({ seekTime }) => seekTime !== undefined && player.seek(seekTime * 1000)],
    ['stop', () => player.clear()],
  ];
  for (const [action, handler] of handlers) {
    try {
      session.setActionHandler(action, handler);
    } catch {
      // This browser does not know the action.
    }
  }
  usePlayer.subscribe((state, before) => show(session, state, before));
}

function show(session: MediaSession, state: PlayerState, before: PlayerState): void {
  const song = currentSong(state.queue);
  if (song !== currentSong(before.queue)) session.metadata = song ? metadataOf(song) : null;
  session.playbackState = song ? (isOn(state) ? 'playing' : 'paused') : 'none';
  const moved = Math.abs(state.positionMs - before.positionMs) > 1500;
  const changed = state.status !== before.status || state.durationMs !== before.durationMs;
  if (!song || state.durationMs <= 0 || !(moved || changed)) return;
  session.setPositionState({
    duration: state.durationMs / 1000,
    position: Math.min(state.positionMs, state.durationMs) / 1000,
  });
}

function metadataOf(song: Song): MediaMetadata {
  return new MediaMetadata({
    title: song.title,
    artist: song.artists.map((artist) => artist.name).join(', '),
    album: song.album.title,
    artwork: song.coverUrl ? [{ src: song.coverUrl }] : [],
  });
}
