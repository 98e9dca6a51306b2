import { bassLine, between, broken, harmony, held, melody } from '../synth/arrange.ts';
import type { Piece } from '../synth/render.ts';
import { pluck } from '../synth/struck.ts';
import { bass, flute, pad } from '../synth/tones.ts';

const BPM = 108;
const BAR = 3;
const BARS = 25;
const chords = harmony(
  `F Dm7 Bbmaj7 C7 | F Dm7 Gm7 C7
   F F/A Bb Gm7 | C7 Am7 Dm7 C
   Bb F/A Gm7 F | Bb Am7 Gm7 C7sus4 | F`,
  BAR,
);
const tune = `
  A4:2 C5:1 | D5:2 C5:1 | D5:1 F5:1 D5:1 | Bb4:3
  C5:2 E5:1 | G5:2 E5:1 | F5:1 E5:1 D5:1 | C5:3
  D5:2 F5:1 | C5:2 F5:1 | Bb4:1 D5:1 G5:1 | F5:3
  D5:1 F5:1 Bb5:1 | A5:2 E5:1 | G5:1 F5:1 D5:1 | C5:3 | F5:3`;

/** A harp and a flute, three steps at a time. F major. */
export const tidewaterWaltz: Piece = {
  seed: 37,
  bpm: BPM,
  beats: BARS * BAR,
  tailSeconds: 4,
  hall: { seconds: 2.2, damping: 0.4 },
  echoBeats: 1,
  parts: [
    {
      voice: pluck,
      notes: between(broken(chords, 53, [0, 2, 4, 3, 2, 1], 0.5, 0.6), 0, 24 * BAR),
      gainDb: -6,
      pan: -0.2,
      reverb: 0.3,
    },
    {
      voice: pluck,
      notes: between(held(chords, 53, 0.6), 24 * BAR, BARS * BAR),
      gainDb: -6,
      reverb: 0.4,
    },
    {
      voice: pad,
      notes: between(held(chords, 58, 0.6), 8 * BAR, BARS * BAR),
      gainDb: -13,
      reverb: 0.5,
    },
    { voice: bass, notes: bassLine(chords, 38, 'x..', 1, 2.4), gainDb: -7 },
    {
      voice: flute,
      notes: melody(tune, 8 * BAR, 0.7),
      gainDb: -7,
      pan: 0.15,
      reverb: 0.4,
      echo: 0.15,
    },
  ],
};

/** Words to the tune of the flute. */
export const tidewaterLyrics = timed([
  [4, '(the harp begins)'],
  [8, 'Lamps along the harbour wall'],
  [10, 'sway like someone dancing'],
  [12, 'Every window, wide and small,'],
  [14, 'holds a bit of evening'],
  [16, 'Tide come in and tide go out,'],
  [18, 'carry off the hours'],
  [20, 'Leave me what it was about:'],
  [22, 'salt and rain and flowers'],
  [24, ''],
]);

/** Lines at the beginning of bars, as LRC. */
function timed(lines: readonly (readonly [bar: number, text: string])[]): string {
  const secondsPerBar = (60 / BPM) * BAR;
  const stamps = lines.map(([bar, text]) => `[${stampOf(bar * secondsPerBar)}]${text}`);
  return `${stamps.join('\n')}\n`;
}

function stampOf(seconds: number): string {
  const minutes = String(Math.floor(seconds / 60)).padStart(2, '0');
  return `${minutes}:${(seconds % 60).toFixed(2).padStart(5, '0')}`;
}
