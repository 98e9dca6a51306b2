import { expect, it } from 'vitest';
import { looksLikeMedia } from './media-files.ts';

it.each([
  'a.mp3',
  'B.FLAC',
  '01. Song.m4a',
  'x.y.opus',
  'tape.aif',
  'IMG_1.HEIC',
  'dsc.nef',
  'clip.MOV',
  'cover.jpg',
])('takes %s', (name) => {
  expect(looksLikeMedia(name)).toBe(true);
});

it.each(['.DS_Store', 'notes.txt', 'notes', '._a.mp3', 'mp3', 'list.m3u8'])('leaves %s', (name) => {
  expect(looksLikeMedia(name)).toBe(false);
});
