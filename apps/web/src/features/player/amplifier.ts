/** Time constant of changes of the gain: short enough to be at once, long enough not to click. */
const smoothSeconds = 0.015;

export interface Amplifier {
  /** Lets the sound of this element be louder than its file, once the browser allows it. */
  connect(element: HTMLAudioElement): void;
  /** Whether the element's sound goes through {@link setGain}. */
  carries(element: HTMLAudioElement): boolean;
  setGain(element: HTMLAudioElement, gain: number): void;
}

/**
 * Web Audio behind the audio elements: their own volume can only make songs quieter. Elements are
 * connected while somebody listens and the context runs; before that they sound by themselves. They
 * need CORS (`crossorigin`), without which files of another origin would be silent.
 */
export function createAmplifier(): Amplifier {
  const gains = new Map<HTMLAudioElement, GainNode>();
  let context: AudioContext | null = null;
  const attach = (element: HTMLAudioElement) => {
    if (context?.state !== 'running' || gains.has(element)) return;
    const gain = context.createGain();
    gain.gain.value = 1;
    context.createMediaElementSource(element).connect(gain).connect(context.destination);
    gains.set(element, gain);
  };
  return {
    connect: (element) => {
      if (gains.has(element) || !canAmplify(element)) return;
      context ??= new AudioContext({ latencyHint: 'playback' });
      if (context.state === 'running') attach(element);
      else void context.resume().then(() => attach(element));
    },
    carries: (element) => gains.has(element),
    setGain: (element, value) => {
      const gain = gains.get(element);
      if (gain && context) gain.gain.setTargetAtTime(value, context.currentTime, smoothSeconds);
    },
  };
}

/** Where the volume of elements is fixed, Web Audio does not play on behind a locked screen. */
function canAmplify(element: HTMLAudioElement): boolean {
  if (typeof AudioContext === 'undefined') return false;
  const before = element.volume;
  element.volume = before === 1 ? 0.99 : 1;
  const settable = element.volume !== before;
  element.volume = before;
  return settable;
}
