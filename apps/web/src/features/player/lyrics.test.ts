import { expect, it } from 'vitest';
import { lineAt, parseLyrics } from './lyrics.ts';

it.each([
  [
    'times',
    '[00:01.50]one\n[01:02.3]two\n[1:5]three',
    [
      [1500, 'one'],
      [62_300, 'two'],
      [65_000, 'three'],
    ],
  ],
  ['hundredths after a colon', '[00:01:50]one', [[1500, 'one']]],
  [
    'one line at several times, in order',
    '[00:09.00][00:02.00]again\n[00:05.00]once',
    [
      [2000, 'again'],
      [5000, 'once'],
      [9000, 'again'],
    ],
  ],
  ['what is said about the song', '[ar:Someone]\n[ti:Something]\n[00:01.00]one', [[1000, 'one']]],
  [
    'an offset',
    '[offset:+500]\n[00:01.00]one\n[00:00.20]two',
    [
      [0, 'two'],
      [500, 'one'],
    ],
  ],
  ['times of single words', '[00:01.00]<00:01.00>one <00:02.00>two', [[1000, 'one two']]],
  [
    'pauses',
    '[00:01.00]one\r\n[00:03.00]',
    [
      [1000, 'one'],
      [3000, ''],
    ],
  ],
  [
    'plain words',
    '[ar:Someone]\none\n\n two ',
    [
      [null, 'one'],
      [null, ''],
      [null, 'two'],
    ],
  ],
] as const)('reads %s', (_, text, lines) => {
  expect(parseLyrics(text)).toEqual(lines.map(([atMs, words]) => ({ atMs, text: words })));
});

it('knows the line that is sung', () => {
  const lines = parseLyrics('[00:01.00]one\n[00:03.00]two');
  expect([0, 1000, 2999, 3000, 99_000].map((ms) => lineAt(lines, ms))).toEqual([-1, 0, 0, 1, 1]);
  expect(lineAt(parseLyrics('plain'), 5000)).toBe(-1);
});
