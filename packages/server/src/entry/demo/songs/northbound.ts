import { bassLine, beaten, between, broken, harmony, held, melody } from '../synth/arrange.ts';
import { brush, hat, kick } from '../synth/drums.ts';
import type { Piece } from '../synth/render.ts';
import { bass, flute, pad, sparkle } from '../synth/tones.ts';

const BAR = 4;
const BARS = 21;
const chords = harmony(
  `Dadd9 A Bm7 Gmaj7 | Dadd9 A Bm7 Gmaj7
   Dadd9 A Bm7 Gmaj7 | Gmaj7 A Bm7 D/F#
   Gmaj7 A Bm7 Gmaj7 | D`,
  BAR,
);
const tune = `
  F#5:1.5 E5:.5 D5:1 A5:1 | C#5:1 E5:1 -:.5 E5:.5 F#5:1 | D5:1.5 F#5:.5 A5:2 | B5:1 A5:1 F#5:1 D5:1
  B4:1 D5:1 F#5:1.5 D5:.5 | E5:2 C#5:1 A4:1 | B4:1 D5:1 F#5:2 | A5:3 -:1`;

/** A window seat at dusk: running figures over a steady pulse. D major. */
export const northbound: Piece = {
  seed: 41,
  bpm: 114,
  beats: BARS * BAR,
  tailSeconds: 4,
  hall: { seconds: 2, damping: 0.3 },
  echoBeats: 0.75,
  parts: [
    {
      voice: sparkle,
      notes: between(broken(chords, 62, [0, 2, 1, 3, 2, 4, 3, 2], 0.25, 0.55), 0, 20 * BAR),
      gainDb: -10,
      pan: 0.25,
      reverb: 0.25,
      echo: 0.3,
      ducks: true,
      lowPassHz: 7000,
    },
    { voice: pad, notes: held(chords, 57, 0.7), gainDb: -9, reverb: 0.4, ducks: true },
    {
      voice: bass,
      notes: between(bassLine(chords, 33, 'x.xx.xx^', 0.5, 0.42), 4 * BAR, 20 * BAR),
      gainDb: -6,
    },
    {
      voice: bass,
      notes: between(bassLine(chords, 38, 'x', 1, 4), 20 * BAR, BARS * BAR),
      gainDb: -8,
    },
    {
      voice: flute,
      notes: melody(tune, 8 * BAR, 0.7),
      gainDb: -8,
      pan: -0.1,
      reverb: 0.4,
      echo: 0.35,
    },
    {
      voice: brush,
      notes: [
        ...beaten('..x.', 0.5, 4 * BAR, 16 * BAR),
        ...beaten('..x.', 0.5, 18 * BAR, 20 * BAR),
      ].filter(({ beat }) => beat % 2 === 1),
      gainDb: -7,
      reverb: 0.2,
    },
    { voice: hat, notes: beaten('.x.x.x.xo', 0.5, 4 * BAR, 20 * BAR), gainDb: -10, pan: -0.3 },
  ],
  kick: {
    voice: kick,
    notes: [...beaten('x', 1, 4 * BAR, 16 * BAR), ...beaten('x', 1, 18 * BAR, 20 * BAR)],
    gainDb: -6,
  },
};
