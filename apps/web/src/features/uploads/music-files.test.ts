import { expect, it } from 'vitest';
import { looksLikeMusic } from './music-files.ts';

it.each(['a.mp3', 'B.FLAC', '01. Song.m4a', 'x.y.opus', 'tape.aif'])('takes %s', (name) => {
  expect(looksLikeMusic(name)).toBe(true);
});

it.each(['.DS_Store', 'cover.jpg', 'notes', '._a.mp3', 'mp3', 'list.m3u8'])('leaves %s', (name) => {
  expect(looksLikeMusic(name)).toBe(false);
});
