import { type Chord, chordOf, lowestOf, type Note, pitchOf, voicing } from './score.ts';

/** Chords one after another, and how long each lasts. */
export interface Harmony {
  chords: Chord[];
  beatsPerChord: number;
}

/** `Cmaj7 Am7 | Dm9 G`: bars are for reading only. */
export function harmony(text: string, beatsPerChord: number): Harmony {
  const symbols = text.split(/[\s|]+/).filter((symbol) => symbol !== '');
  return { chords: symbols.map(chordOf), beatsPerChord };
}

/** A rhythm: `x` strikes, `X` strikes hard, `o` softly, anything else does not. */
export type Rhythm = string;

const FORCE: Readonly<Record<string, number>> = { X: 1, x: 0.75, o: 0.45 };

function strikes(rhythm: Rhythm): { step: number; velocity: number }[] {
  return Array.from(rhythm.replaceAll(' ', '')).flatMap((sign, step) => {
    const velocity = FORCE[sign];
    return velocity === undefined ? [] : [{ step, velocity }];
  });
}

/** Chords held for their whole length. */
export function held(source: Harmony, lowest: number, velocity = 0.7): Note[] {
  const { chords, beatsPerChord: beats } = source;
  return chords.flatMap((chord, index) =>
    voicing(chord, lowest).map((pitch) => ({ beat: index * beats, beats, pitch, velocity })),
  );
}

/** Chords struck in a rhythm that fills each of them; `stepBeats` is one sign of it. */
export function comped(
  source: Harmony,
  lowest: number,
  rhythm: Rhythm,
  stepBeats: number,
  beats: number,
): Note[] {
  return source.chords.flatMap((chord, index) =>
    strikes(rhythm).flatMap(({ step, velocity }) =>
      voicing(chord, lowest).map((pitch) => ({
        beat: index * source.beatsPerChord + step * stepBeats,
        beats,
        pitch,
        velocity,
      })),
    ),
  );
}

/**
 * Notes of the chords one by one. `order` picks from the chord, upwards from `lowest` and on through
 * the octaves above; it is repeated as long as the chord lasts.
 */
export function broken(
  source: Harmony,
  lowest: number,
  order: readonly number[],
  stepBeats: number,
  velocity = 0.7,
): Note[] {
  const steps = Math.round(source.beatsPerChord / stepBeats);
  return source.chords.flatMap((chord, index) => {
    const notes = voicing(chord, lowest);
    return Array.from({ length: steps }, (_, step): Note => {
      const place = order[step % order.length] ?? 0;
      const octave = Math.floor(place / notes.length);
      const pitch = (notes[place % notes.length] ?? lowest) + 12 * octave;
      const accent = step % order.length === 0 ? 1.15 : 1;
      return {
        beat: index * source.beatsPerChord + step * stepBeats,
        beats: stepBeats * 1.6,
        pitch,
        velocity: Math.min(1, velocity * accent),
      };
    });
  });
}

/** The chords' bass in a rhythm; `^` is the octave above, `5` the fifth. */
export function bassLine(
  source: Harmony,
  lowest: number,
  rhythm: Rhythm,
  stepBeats: number,
  beats: number,
): Note[] {
  const signs = Array.from(rhythm.replaceAll(' ', ''));
  return source.chords.flatMap(({ bass }, index) =>
    signs.flatMap((sign, step): Note[] => {
      const above = { x: 0, X: 0, o: 0, '^': 12, '5': 7 }[sign];
      if (above === undefined) return [];
      const beat = index * source.beatsPerChord + step * stepBeats;
      const pitch = lowestOf(bass, lowest) + above;
      return [{ beat, beats, pitch, velocity: FORCE[sign] ?? 0.65 }];
    }),
  );
}

/** `E5:1.5 G5:.5 -:2`: pitch or rest, and its beats, one after another from `firstBeat` on. */
export function melody(text: string, firstBeat: number, velocity = 0.75): Note[] {
  let beat = firstBeat;
  return text
    .split(/[\s|]+/)
    .filter((word) => word !== '')
    .flatMap((word) => {
      const [name = '', length = '1'] = word.split(':');
      const beats = Number(length);
      const note = { beat, beats: beats * 0.95, pitch: name === '-' ? 0 : pitchOf(name), velocity };
      beat += beats;
      return name === '-' ? [] : [note];
    });
}

/** A rhythm repeated from one beat to another, on a drum. */
export function beaten(rhythm: Rhythm, stepBeats: number, from: number, to: number): Note[] {
  const length = rhythm.replaceAll(' ', '').length * stepBeats;
  const notes: Note[] = [];
  for (let start = from; start < to; start += length) {
    for (const { step, velocity } of strikes(rhythm)) {
      const beat = start + step * stepBeats;
      if (beat < to) notes.push({ beat, beats: stepBeats, pitch: 60, velocity });
    }
  }
  return notes;
}

/** Only the notes that begin in a part of the piece. */
export function between(notes: readonly Note[], from: number, to: number): Note[] {
  return notes.filter(({ beat }) => beat >= from && beat < to);
}
