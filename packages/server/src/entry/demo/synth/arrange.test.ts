import { expect, test } from 'vitest';
import { bassLine, beaten, broken, comped, harmony, held, melody } from './arrange.ts';

const chords = harmony('C | Am', 4);
const places = (notes: { beat: number; pitch: number }[]) =>
  notes.map(({ beat, pitch }) => [beat, pitch]);

test('a melody goes on where the note before ended', () => {
  const notes = melody('C4:1.5 D4:.5 | -:1 E4', 8);
  expect(places(notes)).toEqual([
    [8, 60],
    [9.5, 62],
    [11, 64],
  ]);
});

test('held chords last as long as the harmony', () => {
  expect(places(held(chords, 60))).toEqual([
    [0, 60],
    [0, 64],
    [0, 67],
    [4, 60],
    [4, 64],
    [4, 69],
  ]);
});

test('broken chords climb through the octaves', () => {
  expect(places(broken(chords, 60, [0, 3], 2))).toEqual([
    [0, 60],
    [2, 72],
    [4, 60],
    [6, 72],
  ]);
});

test('a bass line follows the roots', () => {
  expect(places(bassLine(chords, 36, 'x.^5', 1, 1))).toEqual([
    [0, 36],
    [2, 48],
    [3, 43],
    [4, 45],
    [6, 57],
    [7, 52],
  ]);
});

test('rhythms strike harder and softer, and end where they should', () => {
  const beats = beaten('X.o.', 0.5, 4, 7).map(({ beat, velocity }) => [beat, velocity]);
  expect(beats).toEqual([
    [4, 1],
    [5, 0.45],
    [6, 1],
  ]);
  expect(new Set(comped(chords, 60, '.x', 1, 0.5).map(({ beat }) => beat))).toEqual(
    new Set([1, 5]),
  );
});
