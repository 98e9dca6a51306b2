import { bassLine, beaten, between, comped, harmony, held, melody } from '../synth/arrange.ts';
import { brush, hat, kick } from '../synth/drums.ts';
import type { Piece } from '../synth/render.ts';
import { bell, keys } from '../synth/struck.ts';
import { bass, pad } from '../synth/tones.ts';

const BAR = 4;
const BARS = 13;
const chords = harmony(
  `Cmaj9 Em7 Fmaj9 G7sus4 | Cmaj9 Em7 Fmaj9 G7sus4
   Am9 Dm9 Fmaj9 G9 | Cmaj9`,
  BAR,
);
const tune = `
  E5:1.5 D5:.5 G5:2 | B4:1 D5:1 E5:2 | A5:1.5 G5:.5 C5:1 E5:1 | D5:3 -:1
  C5:1 E5:1 B5:1.5 A5:.5 | F5:1 A5:1 E5:2 | A5:1 G5:.5 E5:.5 C5:2 | D5:2 B4:1 G4:1 | E5:4`;

/** Half awake: an electric piano, brushes, and a few bells. C major. */
export const morningSlowWater: Piece = {
  seed: 11,
  bpm: 76,
  beats: BARS * BAR,
  swing: 0.1,
  tailSeconds: 4,
  hall: { seconds: 1.8, damping: 0.35 },
  echoBeats: 0.75,
  parts: [
    {
      voice: keys,
      notes: [
        ...between(comped(chords, 55, 'x..o.o..', 0.5, 1.6), 0, 12 * BAR),
        ...between(held(chords, 55), 12 * BAR, BARS * BAR),
      ],
      gainDb: -5,
      pan: -0.15,
      reverb: 0.22,
      chorus: true,
      lowPassHz: 5200,
    },
    {
      voice: pad,
      notes: between(held(chords, 60, 0.5), 4 * BAR, BARS * BAR),
      gainDb: -15,
      reverb: 0.5,
    },
    { voice: bass, notes: bassLine(chords, 36, 'X..5..o.', 0.5, 1.2), gainDb: -6 },
    {
      voice: bell,
      notes: melody(tune, 4 * BAR, 0.6),
      gainDb: -10,
      pan: 0.2,
      reverb: 0.5,
      echo: 0.3,
    },
    { voice: brush, notes: beaten('..x...x.', 0.5, 2 * BAR, 12 * BAR), gainDb: -9, reverb: 0.15 },
    {
      voice: hat,
      notes: beaten('xoxoxoxo', 0.5, 2 * BAR, 12 * BAR),
      gainDb: -12,
      pan: 0.3,
      reverb: 0.1,
    },
  ],
  kick: { voice: kick, notes: beaten('X....o..', 0.5, 2 * BAR, 12 * BAR), gainDb: -7 },
};
