import { describe, expect, test } from 'vitest';
import { demoAlbums } from './albums.ts';
import { paintCover } from './cover.ts';

const songs = demoAlbums.flatMap((album) => album.songs);

test('there are six songs on two albums by two artists, in three formats', () => {
  expect(songs).toHaveLength(6);
  expect(new Set(songs.map(({ title }) => title)).size).toBe(6);
  expect(new Set(demoAlbums.map(({ artist }) => artist)).size).toBe(2);
  expect(new Set(songs.map(({ format }) => format)).size).toBe(3);
});

describe.each(songs)('$title', ({ piece, lyrics }) => {
  const { bpm, beats, tailSeconds } = piece;
  const seconds = (beats * 60) / bpm + tailSeconds;

  test('lasts half a minute to a minute', () => {
    expect(seconds).toBeGreaterThan(30);
    expect(seconds).toBeLessThan(60);
  });

  test('is playable: no part is empty, every note begins and sounds where it can be heard', () => {
    const parts = piece.kick ? [...piece.parts, piece.kick] : piece.parts;
    for (const { notes } of parts) {
      expect(notes.length).toBeGreaterThan(0);
      for (const { beat, pitch } of notes) {
        expect(beat).toBeGreaterThanOrEqual(0);
        expect(beat).toBeLessThan(beats);
        expect(pitch).toBeGreaterThanOrEqual(24);
        expect(pitch).toBeLessThanOrEqual(100);
      }
    }
  });

  test.runIf(lyrics)('has lyrics that end with it, in order', () => {
    const times = (lyrics ?? '')
      .trimEnd()
      .split('\n')
      .map((line) => {
        const [, minutes, rest] = /^\[(\d\d):(\d\d\.\d\d)\]/.exec(line) ?? [];
        return Number(minutes) * 60 + Number(rest);
      });
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times.at(-1)).toBeLessThan(seconds);
  });
});

test('every album has a cover of its own, always the same', () => {
  const [one, other] = demoAlbums.map(paintCover);
  expect(one).toMatch(/^<svg /);
  expect(one).not.toBe(other);
  expect(demoAlbums.map(paintCover)[0]).toBe(one);
});
