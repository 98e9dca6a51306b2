import type { Audio, AudioEvent } from './audio.ts';
import { createDeck, type Deck } from './deck.ts';

const fadeStepMs = 40;

interface Output {
  tell: (event: AudioEvent) => void;
  active: Deck;
  standby: Deck;
  /** Ends a fade that is under way at once. */
  endFade: () => void;
}

/**
 * The audio output of the browser: two elements, of which one plays while the other fetches the
 * next song. Only the one that plays is marked `data-playing` and is heard of.
 */
export function createDomAudio(elements: readonly [HTMLAudioElement, HTMLAudioElement]): Audio {
  const decks = elements.map((element): Deck => {
    const deck: Deck = createDeck(element, (event) => deck === output.active && output.tell(event));
    return deck;
  }) as [Deck, Deck];
  const output: Output = {
    tell: () => {},
    active: decks[0],
    standby: decks[1],
    endFade: () => {},
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
    play: () => output.active.element.play(),
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
  const started = output.active.element.play();
  if (fadeMs > 0) fade(output, before, fadeMs);
  started.catch(() => {
    // Some browsers let only the element play that a click has started: go back to that one.
    if (output.active === before || !output.active.holds(url)) return;
    output.endFade();
    swap(output);
    before.load(url, 0);
    before.element.play().catch(() => output.tell({ type: 'paused' }));
  });
  return true;
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
