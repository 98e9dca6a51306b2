import { expect, test } from 'vitest';
import { chordOf, frequencyOf, lowestOf, pitchOf, voicing } from './score.ts';

test.each([
  ['C4', 60],
  ['A4', 69],
  ['Bb3', 58],
  ['F#5', 78],
  ['C-1', 0],
])('%s is the MIDI note %i', (name, pitch) => {
  expect(pitchOf(name)).toBe(pitch);
});

test('A4 has 440 Hz, the octave above twice as many', () => {
  expect([frequencyOf(69), frequencyOf(81)]).toEqual([440, 880]);
});

test.each([
  ['C', [0, 4, 7], 0],
  ['Am9', [9, 0, 4, 7, 11], 9],
  ['Ebmaj7#11', [3, 7, 10, 2, 9], 3],
  ['F/A', [5, 9, 0], 9],
  ['Bb7sus4', [10, 3, 5, 8], 10],
])('%s is made of %j over %i', (symbol, classes, bass) => {
  expect(chordOf(symbol)).toEqual({ classes, bass });
});

test.each(['H', 'Cwrong', ''])('%j is no chord', (symbol) => {
  expect(() => chordOf(symbol)).toThrow('cannot be read');
});

test('a chord is played within one octave, each note once', () => {
  expect(voicing(chordOf('G'), 60)).toEqual([62, 67, 71]);
  expect(voicing(chordOf('C'), 60)).toEqual([60, 64, 67]);
  expect(lowestOf(11, 36)).toBe(47);
});
