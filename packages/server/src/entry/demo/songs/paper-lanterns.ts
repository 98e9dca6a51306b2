import { bassLine, beaten, between, broken, harmony, held, melody } from '../synth/arrange.ts';
import { kick, rim } from '../synth/drums.ts';
import type { Piece } from '../synth/render.ts';
import { bell, pluck } from '../synth/struck.ts';
import { bass, pad } from '../synth/tones.ts';

const BAR = 4;
const BARS = 14;
const chords = harmony(
  `Am9 Fmaj7 C G | Am9 Fmaj7 C G
   Dm9 Fmaj7 Am7 G | Fmaj7 Am`,
  BAR,
);
const tune = `
  E5:1 D5:.5 C5:.5 A4:2 | C5:1.5 D5:.5 E5:2 | G5:1 E5:1 D5:1 C5:1 | D5:3 -:1
  A5:1.5 G5:.5 E5:1 D5:1 | C5:1 D5:1 E5:1 A4:1 | C5:2 E5:2 | D5:2 B4:2
  C5:1 A4:1 G4:1 C5:1 | A4:4`;

/** Strings plucked by hand, a street at night after rain. A minor. */
export const paperLanterns: Piece = {
  seed: 59,
  bpm: 80,
  beats: BARS * BAR,
  tailSeconds: 5,
  hall: { seconds: 2.8, damping: 0.35 },
  echoBeats: 0.75,
  parts: [
    {
      voice: pluck,
      notes: between(broken(chords, 57, [0, 2, 3, 1, 4, 3, 2, 1], 0.5, 0.5), 0, 13 * BAR),
      gainDb: -3,
      pan: -0.35,
      reverb: 0.35,
      echo: 0.15,
    },
    {
      voice: pluck,
      notes: melody(tune, 4 * BAR, 0.85),
      gainDb: 1,
      pan: 0.15,
      reverb: 0.4,
      echo: 0.3,
    },
    {
      voice: bell,
      notes: between(broken(chords, 76, [0, 2], 2, 0.35), 8 * BAR, 13 * BAR),
      gainDb: -14,
      pan: 0.4,
      reverb: 0.6,
      echo: 0.4,
    },
    { voice: pad, notes: held(chords, 52, 0.6), gainDb: -11, reverb: 0.5, lowPassHz: 2600 },
    { voice: bass, notes: bassLine(chords, 33, 'x..o', 1, 1.8), gainDb: -8 },
    {
      voice: rim,
      notes: beaten('....x..o....x.o.', 0.25, 4 * BAR, 13 * BAR),
      gainDb: -9,
      pan: 0.3,
      reverb: 0.35,
    },
  ],
  kick: { voice: kick, notes: beaten('x......o..x.....', 0.25, 4 * BAR, 13 * BAR), gainDb: -9 },
};
