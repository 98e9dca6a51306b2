import { chorus, echo } from './echo.ts';
import { filterBoth, lowPass } from './filters.ts';
import { master } from './master.ts';
import { createRandom } from './random.ts';
import { reverb } from './reverb.ts';
import { frequencyOf, type Note } from './score.ts';
import { at, fromDb, mixInto, SAMPLE_RATE, type Stereo, silence } from './stereo.ts';
import type { Voice } from './voice.ts';

/** One instrument with what it plays. */
interface Part {
  voice: Voice;
  notes: readonly Note[];
  gainDb: number;
  /** -1 is left, 1 is right. */
  pan?: number;
  /** How much goes into the hall and into the echo, 0 to 1. */
  reverb?: number;
  echo?: number;
  chorus?: boolean;
  /** Cuts what is above. */
  lowPassHz?: number;
  /** Makes room for the kick. */
  ducks?: boolean;
}

/** A piece of music. The same plan always sounds the same. */
export interface Piece {
  seed: number;
  bpm: number;
  beats: number;
  /** How much later than straight the second of two quavers comes, in beats. */
  swing?: number;
  /** Seconds that ring on after the last beat. */
  tailSeconds: number;
  hall: { seconds: number; damping: number };
  /** Beats from one echo to the next. */
  echoBeats: number;
  parts: readonly Part[];
  /** The part that others make room for. */
  kick?: Part;
}

const MOST_HUMAN_SECONDS = 0.007;
const LEAST_VELOCITY = 0.88;
const ECHO_FEEDBACK = 0.42;

/** Plays a piece: every part by itself, then together in one room, then mastered. */
export function render(piece: Piece): Stereo {
  const beat = 60 / piece.bpm;
  const seconds = piece.beats * beat + piece.tailSeconds;
  const [mix, hall, echoes] = [silence(seconds), silence(seconds), silence(seconds)];
  const parts = piece.kick ? [...piece.parts, piece.kick] : piece.parts;
  for (const [index, part] of parts.entries()) {
    const sound = playPart(piece, part, createRandom(piece.seed * 1009 + index), seconds);
    const gain = fromDb(part.gainDb);
    mixInto(mix, sound, gain);
    if (part.reverb) mixInto(hall, sound, gain * part.reverb);
    if (part.echo) mixInto(echoes, sound, gain * part.echo);
  }
  const echoed = echo(echoes, piece.echoBeats * beat, ECHO_FEEDBACK);
  mixInto(mix, echoed, 1);
  mixInto(hall, echoed, 0.3);
  mixInto(mix, reverb(hall, piece.hall.seconds, piece.hall.damping), 1);
  master(mix, piece.tailSeconds);
  return mix;
}

function playPart(piece: Piece, part: Part, random: () => number, seconds: number): Stereo {
  const beat = 60 / piece.bpm;
  const sound = silence(seconds);
  for (const note of part.notes) {
    const late = isOffbeat(note.beat) ? (piece.swing ?? 0) : 0;
    const human = MOST_HUMAN_SECONDS * (2 * random() - 1);
    part.voice(sound, {
      start: Math.max(0, (note.beat + late) * beat + human),
      seconds: note.beats * beat,
      frequencyHz: frequencyOf(note.pitch),
      velocity: note.velocity * (LEAST_VELOCITY + (1 - LEAST_VELOCITY) * random()),
      random,
    });
  }
  if (part.chorus) chorus(sound, 0.7, 0.6);
  if (part.lowPassHz) filterBoth(sound, lowPass(part.lowPassHz));
  if (part.pan) panTo(sound, part.pan);
  if (part.ducks && piece.kick) duck(sound, piece.kick.notes, beat);
  return sound;
}

/** The second of two quavers. */
function isOffbeat(beat: number): boolean {
  return Math.abs((beat % 1) - 0.5) < 0.01;
}

/** Equal power, so that nothing is louder in the middle. */
function panTo({ left, right }: Stereo, pan: number): void {
  const angle = ((pan + 1) * Math.PI) / 4;
  const [toLeft, toRight] = [Math.cos(angle) * Math.SQRT2, Math.sin(angle) * Math.SQRT2];
  for (let n = 0; n < left.length; n++) {
    left[n] = at(left, n) * toLeft;
    right[n] = at(right, n) * toRight;
  }
}

const DUCK_DEPTH = 0.45;
const DUCK_SECONDS = 0.28;

/** Turns a sound down at every kick and up again until the next. */
function duck({ left, right }: Stereo, kicks: readonly Note[], beat: number): void {
  for (const kick of kicks) {
    const first = Math.round(kick.beat * beat * SAMPLE_RATE);
    const length = Math.round(DUCK_SECONDS * SAMPLE_RATE);
    for (let n = 0; n < length && first + n < left.length; n++) {
      const way = n / length;
      const dip = Math.min(1, n / 200) * Math.cos((Math.PI / 2) * way) ** 2;
      const gain = 1 - DUCK_DEPTH * kick.velocity * dip;
      left[first + n] = at(left, first + n) * gain;
      right[first + n] = at(right, first + n) * gain;
    }
  }
}
