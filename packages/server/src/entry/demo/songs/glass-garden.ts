import { bassLine, between, broken, harmony, held, melody } from '../synth/arrange.ts';
import type { Piece } from '../synth/render.ts';
import { bell } from '../synth/struck.ts';
import { bass, flute, pad } from '../synth/tones.ts';

const BAR = 4;
const BARS = 11;
const chords = harmony(
  `Ebmaj9 Ebmaj7#11 Cm9 Abmaj9 | Gm7 Abmaj9 Bb7sus4 Ebmaj9
   Cm9 Abmaj9 Ebmaj9`,
  BAR,
);
const tune = `
  G5:3 F5:1 | Eb5:2 C5:2 | D5:2 F5:2 | Bb4:4
  C5:2 Eb5:2 | G5:3 F5:1 | Eb5:4`;

/** Nothing moves but light: pads, bells in a long hall, one flute. E flat, with a raised fourth. */
export const glassGarden: Piece = {
  seed: 23,
  bpm: 62,
  beats: BARS * BAR,
  tailSeconds: 6,
  hall: { seconds: 4.2, damping: 0.3 },
  echoBeats: 1.5,
  parts: [
    { voice: pad, notes: held(chords, 51, 0.75), gainDb: -7, reverb: 0.5, lowPassHz: 3800 },
    { voice: bass, notes: bassLine(chords, 34, 'x...', 1, 3.8), gainDb: -11, lowPassHz: 500 },
    {
      voice: bell,
      notes: between(broken(chords, 63, [0, 2, 4, 1, 5, 3, 2, 6], 0.5, 0.42), BAR, 10 * BAR),
      gainDb: -11,
      pan: -0.25,
      reverb: 0.6,
      echo: 0.45,
    },
    {
      voice: flute,
      notes: melody(tune, 4 * BAR, 0.65),
      gainDb: -9,
      pan: 0.15,
      reverb: 0.6,
      echo: 0.25,
    },
  ],
};
