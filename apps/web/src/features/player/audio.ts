/** What the audio output reports. Times are in milliseconds. */
export type AudioEvent =
  | { type: 'time'; positionMs: number; durationMs: number | null; bufferedMs: number }
  | { type: 'playing' }
  | { type: 'waiting' }
  | { type: 'paused' }
  | { type: 'ended' }
  | { type: 'failed'; undecodable: boolean };

/** The audio output, apart from the DOM so that the player can be tested without it. */
export interface Audio {
  /** Loads a URL, to go on at a position once it can be played. */
  load(url: string, positionMs: number): void;
  /** Rejects when the browser does not allow it or the source fails. */
  play(): Promise<void>;
  pause(): void;
  unload(): void;
  seek(positionMs: number): void;
  /** Volume from 0 to 1. */
  setVolume(volume: number, muted: boolean): void;
  listen(listener: (event: AudioEvent) => void): void;
}

/** The audio output of the browser. */
export function createDomAudio(element: HTMLAudioElement): Audio {
  let startAtMs = 0;
  let tell: (event: AudioEvent) => void = () => {};
  element.preload = 'auto';

  const time = () =>
    tell({
      type: 'time',
      positionMs: startAtMs || element.currentTime * 1000,
      durationMs: Number.isFinite(element.duration) ? element.duration * 1000 : null,
      bufferedMs: bufferedUntil(element) * 1000,
    });
  element.addEventListener('loadedmetadata', () => {
    if (startAtMs > 0) element.currentTime = startAtMs / 1000;
    startAtMs = 0;
    time();
  });
  for (const name of ['timeupdate', 'progress', 'seeked', 'durationchange']) {
    element.addEventListener(name, time);
  }
  element.addEventListener('playing', () => tell({ type: 'playing' }));
  element.addEventListener('waiting', () => tell({ type: 'waiting' }));
  element.addEventListener('pause', () => !element.ended && tell({ type: 'paused' }));
  element.addEventListener('ended', () => tell({ type: 'ended' }));
  element.addEventListener('error', () => {
    const undecodable = element.error?.code === MediaError.MEDIA_ERR_DECODE;
    if (element.hasAttribute('src')) tell({ type: 'failed', undecodable });
  });

  return {
    load: (url, positionMs) => {
      startAtMs = positionMs;
      element.src = url;
    },
    play: () => element.play(),
    pause: () => element.pause(),
    unload: () => {
      element.removeAttribute('src');
      element.load();
    },
    seek: (positionMs) => {
      if (element.readyState >= HTMLMediaElement.HAVE_METADATA) {
        element.currentTime = positionMs / 1000;
      } else {
        startAtMs = positionMs;
      }
      time();
    },
    setVolume: (volume, muted) => {
      element.volume = volume;
      element.muted = muted;
    },
    listen: (listener) => {
      tell = listener;
    },
  };
}

/** End, in seconds, of the buffered range that is being played. */
function bufferedUntil({ buffered, currentTime }: HTMLAudioElement): number {
  for (let i = 0; i < buffered.length; i++) {
    if (buffered.start(i) <= currentTime + 0.5 && currentTime <= buffered.end(i)) {
      return buffered.end(i);
    }
  }
  return 0;
}
