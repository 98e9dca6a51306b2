/** A note in a score: beats count from the beginning of the piece. */
export interface Note {
  beat: number;
  beats: number;
  /** MIDI number: 60 is the C in the middle. */
  pitch: number;
  velocity: number;
}

const STEPS: Readonly<Record<string, number>> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 };
const PITCH = /^([A-G])([#b]?)(-?\d)$/;
const CHORD = /^([A-G][#b]?)(.*?)(?:\/([A-G][#b]?))?$/;

const QUALITIES: Readonly<Record<string, readonly number[]>> = {
  '': [0, 4, 7],
  m: [0, 3, 7],
  6: [0, 4, 7, 9],
  7: [0, 4, 7, 10],
  m7: [0, 3, 7, 10],
  maj7: [0, 4, 7, 11],
  9: [0, 4, 7, 10, 14],
  m9: [0, 3, 7, 10, 14],
  maj9: [0, 4, 7, 11, 14],
  add9: [0, 4, 7, 14],
  madd9: [0, 3, 7, 14],
  sus2: [0, 2, 7],
  sus4: [0, 5, 7],
  '7sus4': [0, 5, 7, 10],
  '69': [0, 4, 7, 9, 14],
  'maj7#11': [0, 4, 7, 11, 18],
};

/** `A4` is 69. */
export function pitchOf(name: string): number {
  const [, letter = '', sign = '', octave = ''] = PITCH.exec(name) ?? unreadable(name);
  return 12 * (Number(octave) + 1) + classOf(letter + sign);
}

function classOf(name: string): number {
  const shift = { '#': 1, b: -1 }[name[1] ?? ''] ?? 0;
  return ((STEPS[name[0] ?? ''] ?? unreadable(name)) + shift + 12) % 12;
}

function unreadable(text: string): never {
  throw new Error(`The score cannot be read: ${text}`);
}

/** A chord: the pitch classes it is made of, and that of its bass. */
export interface Chord {
  classes: number[];
  bass: number;
}

export function chordOf(symbol: string): Chord {
  const [, root = '', quality = '', bass] = CHORD.exec(symbol) ?? unreadable(symbol);
  const steps = QUALITIES[quality] ?? unreadable(symbol);
  const first = classOf(root);
  const classes = steps.map((step) => (first + step) % 12);
  return { classes, bass: bass ? classOf(bass) : first };
}

/** The chord's notes in the octave from `lowest` on: chords that follow each other move little. */
export function voicing({ classes }: Chord, lowest: number): number[] {
  const notes = classes.map((each) => lowest + ((((each - lowest) % 12) + 12) % 12));
  return [...new Set(notes)].toSorted((one, other) => one - other);
}

/** The lowest note of a pitch class from `lowest` on. */
export function lowestOf(pitchClass: number, lowest: number): number {
  return lowest + ((((pitchClass - lowest) % 12) + 12) % 12);
}

/** Frequency in Hz, A4 being 440. */
export function frequencyOf(pitch: number): number {
  return 440 * 2 ** ((pitch - 69) / 12);
}
