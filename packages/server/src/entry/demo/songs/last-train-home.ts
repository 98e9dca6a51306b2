import { bassLine, beaten, between, comped, harmony, held, melody } from '../synth/arrange.ts';
import { brush, hat, kick } from '../synth/drums.ts';
import type { Piece } from '../synth/render.ts';
import { keys } from '../synth/struck.ts';
import { bass, flute, pad } from '../synth/tones.ts';

const BAR = 4;
const BARS = 17;
const chords = harmony(
  `Em9 A9 Em9 A9 | Em9 A9 Em9 A9
   Cmaj9 D Bm7 Em9 | Cmaj9 D Em9 A9 | Em9`,
  BAR,
);
const tune = `
  -:1 B4:.5 D5:.5 E5:1 G5:1 | F#5:1.5 E5:.5 C#5:2 | -:1 B4:.5 D5:.5 E5:1 A5:1 | G5:.5 F#5:.5 E5:3
  G5:1.5 E5:.5 D5:1 C5:1 | A5:1.5 F#5:.5 D5:2 | F#5:1 D5:1 B4:2 | G5:1 F#5:1 E5:2
  E5:1 G5:1 B5:1.5 G5:.5 | A5:2 F#5:1 D5:1 | E5:1 D5:.5 B4:.5 G4:2 | A4:1 C#5:1 E5:2 | E5:4`;

/** Almost midnight, unhurried: electric piano, a walking bass, a tune on the way home. E minor. */
export const lastTrainHome: Piece = {
  seed: 73,
  bpm: 94,
  beats: BARS * BAR,
  swing: 0.08,
  tailSeconds: 4,
  hall: { seconds: 1.6, damping: 0.4 },
  echoBeats: 0.75,
  parts: [
    {
      voice: keys,
      notes: [
        ...between(comped(chords, 54, 'x..x..o.', 0.5, 0.9), 0, 16 * BAR),
        ...between(held(chords, 54), 16 * BAR, BARS * BAR),
      ],
      gainDb: -5,
      pan: 0.15,
      reverb: 0.18,
      chorus: true,
      lowPassHz: 5600,
    },
    {
      voice: pad,
      notes: between(held(chords, 59, 0.5), 8 * BAR, BARS * BAR),
      gainDb: -14,
      reverb: 0.5,
    },
    {
      voice: bass,
      notes: [
        ...between(bassLine(chords, 28, 'X.o.^.5.', 0.5, 0.7), 2 * BAR, 16 * BAR),
        ...between(bassLine(chords, 28, 'x', 1, 4), 16 * BAR, BARS * BAR),
      ],
      gainDb: -4,
    },
    {
      voice: flute,
      notes: melody(tune, 4 * BAR, 0.7),
      gainDb: -8,
      pan: -0.15,
      reverb: 0.3,
      echo: 0.25,
    },
    { voice: brush, notes: beaten('..X...X.', 0.5, 2 * BAR, 16 * BAR), gainDb: -7, reverb: 0.15 },
    { voice: hat, notes: beaten('xoxoxoxx', 0.5, 2 * BAR, 16 * BAR), gainDb: -11, pan: 0.35 },
  ],
  kick: { voice: kick, notes: beaten('X..o.x..', 0.5, 2 * BAR, 16 * BAR), gainDb: -6 },
};
