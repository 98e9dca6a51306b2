import { type RefObject, useEffect, useState } from 'react';

/** What a video element is doing. */
export interface VideoState {
  playing: boolean;
  /** Wants to play and has nothing to. */
  waiting: boolean;
  ended: boolean;
  positionMs: number;
  durationMs: number;
  bufferedMs: number;
  volume: number;
  muted: boolean;
}

const idle: VideoState = {
  playing: false,
  waiting: false,
  ended: false,
  positionMs: 0,
  durationMs: 0,
  bufferedMs: 0,
  volume: 1,
  muted: false,
};

const events = [
  ...['play', 'playing', 'pause', 'ended', 'waiting', 'timeupdate', 'seeking', 'seeked'],
  ...['progress', 'durationchange', 'volumechange', 'canplay', 'emptied'],
];

/** Follows a video element. */
export function useVideoState(ref: RefObject<HTMLVideoElement | null>): VideoState {
  const [state, setState] = useState(idle);
  useEffect(() => {
    const video = ref.current;
    if (!video) return;
    const read = () => setState(stateOf(video));
    for (const event of events) video.addEventListener(event, read);
    return () => {
      for (const event of events) video.removeEventListener(event, read);
    };
  }, [ref]);
  return state;
}

const HAVE_FUTURE_DATA = 3;

function stateOf(video: HTMLVideoElement): VideoState {
  const playing = !video.paused && !video.ended;
  return {
    playing,
    waiting: playing && video.readyState < HAVE_FUTURE_DATA,
    ended: video.ended,
    positionMs: video.currentTime * 1000,
    durationMs: Number.isFinite(video.duration) ? video.duration * 1000 : 0,
    bufferedMs: bufferedFrom(video) * 1000,
    volume: video.volume,
    muted: video.muted,
  };
}

/** End of the stretch that holds the current moment. */
function bufferedFrom({ buffered, currentTime }: HTMLVideoElement): number {
  for (let index = 0; index < buffered.length; index += 1) {
    if (buffered.start(index) <= currentTime + 0.5 && currentTime <= buffered.end(index)) {
      return buffered.end(index);
    }
  }
  return currentTime;
}
