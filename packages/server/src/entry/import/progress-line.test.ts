import { noProgress } from '@madrigal/core/media/import';
import { expect, test } from 'vitest';
import { duration, progressLine } from './progress-line.ts';

const running = (change: object) => ({
  state: 'running' as const,
  progress: { ...noProgress(), ...change },
});
const counts = { added: 20, changed: 3, unchanged: 75, duplicate: 1, failed: 1 };

test('an import that has not begun to read says what it waits for', () => {
  const waiting = { state: 'queued' as const, progress: noProgress() };
  expect(progressLine(waiting, 0, 80)).toContain('Waiting');
  expect(progressLine(running({}), 0, 80)).toContain('Looking for music');
});

test('an import shows a bar, a rest by the files that were read, and the file', () => {
  const line = progressLine(running({ total: 1200, counts, currentFile: 'a/b.mp3' }), 50_000, 200);
  expect(line).toBe(`██${'░'.repeat(22)} 100 of 1,200  37 min left  a/b.mp3`);
});

test('the line fits and does not act on the terminal', () => {
  const currentFile = `\u001b[2J${'long '.repeat(100)}`;
  const line = progressLine(running({ total: 200, counts, currentFile }), 1000, 60);
  expect(Array.from(line)).toHaveLength(59);
  expect(line).not.toContain('\u001b');
});

test('an empty folder is done', () => {
  expect(progressLine(running({ total: 0 }), 0, 80)).toBe(`${'█'.repeat(24)} 0 of 0`);
});

test.each([
  [0.2, '1 s'],
  [59, '59 s'],
  [90, '2 min'],
  [3700, '1 h 1 min'],
])('%d seconds are %s', (seconds, words) => {
  expect(duration(seconds)).toBe(words);
});
