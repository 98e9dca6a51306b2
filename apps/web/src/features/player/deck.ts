import type { Amplifier } from './amplifier.ts';
import type { AudioEvent } from './audio.ts';

export type Deck = ReturnType<typeof createDeck>;

/** One audio element, which plays one song at a time. Tells what happens to it. */
export function createDeck(
  element: HTMLAudioElement,
  amplifier: Amplifier,
  tell: (event: AudioEvent) => void,
) {
  let startAtMs = 0;
  const level = { volume: 1, muted: false, gain: 1, fade: 1 };
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
  element.addEventListener('playing', () => {
    setLevel({});
    tell({ type: 'playing' });
  });
  element.addEventListener('waiting', () => tell({ type: 'waiting' }));
  element.addEventListener('pause', () => !element.ended && tell({ type: 'paused' }));
  element.addEventListener('ended', () => tell({ type: 'ended' }));
  element.addEventListener('error', () => {
    const undecodable = element.error?.code === MediaError.MEDIA_ERR_DECODE;
    if (element.hasAttribute('src')) tell({ type: 'failed', undecodable });
  });

  /** Volume, gain and fade are multiplied; without the amplifier no more than full volume. */
  function setLevel(change: Partial<typeof level>): void {
    Object.assign(level, change);
    const amplified = amplifier.carries(element);
    if (amplified) amplifier.setGain(element, level.gain);
    const volume = amplified ? level.volume : Math.min(1, level.volume * level.gain);
    element.volume = volume * level.fade;
    element.muted = level.muted;
  }

  return {
    element,
    time,
    holds: (url: string) => element.getAttribute('src') === url && element.error === null,
    load: (url: string, positionMs: number) => {
      startAtMs = positionMs;
      element.src = url;
    },
    unload: () => {
      if (!element.hasAttribute('src')) return;
      element.removeAttribute('src');
      element.load();
    },
    seek: (positionMs: number) => {
      if (element.readyState >= HTMLMediaElement.HAVE_METADATA) {
        element.currentTime = positionMs / 1000;
      } else {
        startAtMs = positionMs;
      }
      time();
    },
    play: () => {
      amplifier.connect(element);
      setLevel({});
      return element.play();
    },
    setLevel,
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
