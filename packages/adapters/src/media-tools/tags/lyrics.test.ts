import type { ILyricsTag } from 'music-metadata';
import { expect, it } from 'vitest';
import { readLyrics } from './lyrics.ts';

const plain = (text: string): ILyricsTag => ({
  contentType: 1,
  timeStampFormat: 0,
  text,
  syncText: [],
});

const timed = (...pieces: [number, string][]): ILyricsTag => ({
  contentType: 1,
  timeStampFormat: 2,
  syncText: pieces.map(([timestamp, text]) => ({ timestamp, text })),
});

it('takes plain text, its lines kept and its control characters gone', () => {
  expect(readLyrics([plain(''), plain('\uFEFFone\r\ntwo\0\x1b\rthree\n')])).toBe('one\ntwo\nthree');
  expect(readLyrics([])).toBeNull();
});

it('prefers timed lines, as LRC', () => {
  const lyrics = readLyrics([plain('plain'), timed([0, 'one'], [61_230, 'two'])]);
  expect(lyrics).toBe('[00:00.00]one\n[01:01.23]two');
});

it('joins timed syllables to lines', () => {
  const lyrics = readLyrics([timed([0, 'Twin'], [200, 'kle'], [900, '\nlit'], [1100, 'tle star'])]);
  expect(lyrics).toBe('[00:00.00]Twinkle\n[00:00.90]little star');
});

it('are at most 100 kB of whole characters', () => {
  const lyrics = readLyrics([plain('é'.repeat(200_000))]) ?? '';
  expect(Buffer.byteLength(lyrics)).toBe(100_000);
  expect(new Set(lyrics)).toEqual(new Set(['é']));
  const endless = timed(...Array.from({ length: 50_000 }, (_, at): [number, string] => [at, 'la']));
  expect(Buffer.byteLength(readLyrics([endless]) ?? '')).toBeLessThanOrEqual(100_000);
});
