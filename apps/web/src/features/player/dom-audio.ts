import { createAmplifier } from './amplifier.ts';
import type { Audio, AudioEvent } from './audio.ts';
import { createDeck, type Deck } from './deck.ts';

const fadeStepMs = 40;
const typicalStartMs = 15;
/** A machine that takes longer than this is busy; believing it would cut songs short. */
const mostStartMs = 80;
/** The end is awaited by timers no longer than this, since players and clocks drift apart. */
const lookAgainMs = 250;

interface Output {
  tell: (event: AudioEvent) => void;
  active: Deck;
  standby: Deck;
  /** Ends a fade that is under way at once. */
  endFade: () => void;
  /** From asking a prepared song to play until it does, in ms, as it took the last times. */
  startMs: number;
  /** Runs while the end of the song that plays is awaited. */
  ending: ReturnType<typeof setTimeout> | null;
}

/**
 * The audio output of the browser: two elements, of which one plays while the other fetches the
 * next song. Only the one that plays is marked `data-playing` and is heard of.
 */
export function createDomAudio(elements: readonly [HTMLAudioElement, HTMLAudioElement]): Audio {
  const amplifier = createAmplifier();
  const decks = elements.map((element): Deck => {
    const deck: Deck = createDeck(
      element,
      amplifier,
      (event) => deck === output.active && output.tell(event),
    );
    return deck;
  }) as [Deck, Deck];
  const output: Output = {
    tell: () => {},
    active: decks[0],
    standby: decks[1],
    endFade: () => {},
    startMs: typicalStartMs,
    ending: null,
  };
  mark(output);
  return {
    load: (url, positionMs) => {
      output.endFade();
      output.active.load(url, positionMs);
    },
    prepare: (url, gain) => {
      output.standby.setLevel({ gain });
      if (!output.standby.holds(url)) output.standby.load(url, 0);
    },
    takeOver: (url, fadeMs) => takeOver(output, url, fadeMs),
    play: () => output.active.play(),
    endEarly: () => endEarly(output),
    pause: () => {
      output.endFade();
      output.active.element.pause();
    },
    unload: () => {
      output.endFade();
      for (const deck of decks) deck.unload();
    },
    seek: (positionMs) => output.active.seek(positionMs),
    setVolume: (volume, muted) => {
      for (const deck of decks) deck.setLevel({ volume, muted });
    },
    setGain: (gain) => output.active.setLevel({ gain }),
    listen: (listener) => {
      output.tell = listener;
    },
  };
}

function takeOver(output: Output, url: string, fadeMs: number): boolean {
  if (!output.standby.holds(url)) return false;
  output.endFade();
  const before = output.active;
  swap(output);
  const askedAt = performance.now();
  const started = output.active.play();
  if (fadeMs === 0) learnStart(output, askedAt);
  if (fadeMs > 0) fade(output, before, fadeMs);
  started.catch(() => {
    // Some browsers let only the element play that a click has started: go back to that one.
    if (output.active === before || !output.active.holds(url)) return;
    output.endFade();
    swap(output);
    before.load(url, 0);
    before.play().catch(() => output.tell({ type: 'paused' }));
  });
  return true;
}

/**
 * Tells of the end of the song by the time that the next one takes to start, so that one follows the
 * other without a gap. The tail of the song sounds to its end. A pause or a leap calls it off.
 */
function endEarly(output: Output): void {
  if (output.ending !== null) return;
  const deck = output.active;
  const { element } = deck;
  const look = () => {
    output.ending = null;
    if (output.active !== deck || element.paused || !Number.isFinite(element.duration)) return;
    const leftMs = (element.duration - element.currentTime) * 1000 - output.startMs;
    if (leftMs <= 1) output.tell({ type: 'ended' });
    else if (leftMs < 2 * lookAgainMs)
      output.ending = setTimeout(look, Math.min(leftMs, lookAgainMs));
  };
  look();
}

/** How long the song that was just asked to play takes to do so, by its own clock. */
function learnStart(output: Output, askedAt: number): void {
  const { element } = output.active;
  element.addEventListener(
    'timeupdate',
    () => {
      const took = performance.now() - askedAt - element.currentTime * 1000;
      const known = Math.min(mostStartMs, Math.max(0, took));
      output.startMs = (output.startMs + known) / 2;
    },
    { once: true },
  );
}

function swap(output: Output): void {
  [output.active, output.standby] = [output.standby, output.active];
  mark(output);
}

function mark({ active, standby }: Output): void {
  active.element.dataset.playing = '';
  delete standby.element.dataset.playing;
}

/** Fades from one deck to the active one with the same power all the way. */
function fade(output: Output, before: Deck, fadeMs: number): void {
  const after = output.active;
  const began = performance.now();
  const step = () => {
    const share = Math.min(1, (performance.now() - began) / fadeMs);
    before.setLevel({ fade: Math.cos((share * Math.PI) / 2) });
    after.setLevel({ fade: Math.sin((share * Math.PI) / 2) });
    if (share === 1) output.endFade();
  };
  const timer = setInterval(step, fadeStepMs);
  output.endFade = () => {
    clearInterval(timer);
    output.endFade = () => {};
    before.element.pause();
    before.unload();
    before.setLevel({ fade: 1 });
    after.setLevel({ fade: 1 });
  };
  step();
}
