import type { SlideshowMusic, SlideshowSong, Soundtrack } from './model.ts';

/** Quieter than this is as good as silence: more gain would bring up noise. */
const MAX_GAIN_DB = 20;

/** The sound of a video of this length: the song from its start mark, repeated where it is too short. */
export function planSoundtrack(
  music: SlideshowMusic,
  song: SlideshowSong,
  lengthMs: number,
): Soundtrack {
  const half = lengthMs / 2;
  const wantedDb =
    music.targetLufs === null || song.integratedLufs === null
      ? 0
      : music.targetLufs - song.integratedLufs;
  return {
    songId: music.songId,
    startMs: music.startMs,
    passMs: song.durationMs - music.startMs,
    lengthMs,
    fadeInMs: Math.min(half, music.fadeInMs),
    fadeOutMs: Math.min(half, music.fadeOutMs),
    gainDb: Math.min(MAX_GAIN_DB, wantedDb),
  };
}

/** Beats as they fall in the video, in frames, not rounded. */
export function beatsInVideo(
  song: SlideshowSong,
  startMs: number,
  video: { frameCount: number; fps: number },
): number[] {
  const passMs = song.durationMs - startMs;
  const inPass = song.beatsMs.map((beat) => beat - startMs).filter((beat) => beat >= 0);
  const beats: number[] = [];
  const lengthMs = (video.frameCount * 1000) / video.fps;
  for (let passStart = 0; passStart < lengthMs; passStart += passMs) {
    for (const beat of inPass) {
      if (beat < passMs) beats.push(((passStart + beat) * video.fps) / 1000);
    }
  }
  return beats;
}
