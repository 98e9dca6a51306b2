import { describe, expect, test } from 'vitest';
import {
  compareNames,
  discOfFolder,
  isAudioName,
  isHidden,
  pickCover,
  refusedFormat,
} from './names.ts';

test.each(['a.mp3', 'A.FLAC', 'a.b.m4a', 'x.oga', 'x.aifc', 'old.wma'])('%s is audio', (name) => {
  expect(isAudioName(name)).toBe(true);
});

test.each(['mp3', '.mp3', 'a.mp4', 'a.jpg', 'a.lrc', 'notes'])('%s is not', (name) => {
  expect(isAudioName(name)).toBe(false);
});

test('only what Madrigal does not take is refused by its name', () => {
  expect([refusedFormat('a.Wma'), refusedFormat('a.mp3')]).toEqual(['WMA', null]);
});

test.each(['.DS_Store', '._a.mp3', '@eaDir', '$RECYCLE.BIN'])('%s is hidden', (name) => {
  expect(isHidden(name)).toBe(true);
});

describe('the cover of a folder', () => {
  test.each([
    [['back.jpg', 'Folder.JPG', 'cover.webp'], 'cover.webp'],
    [['album.png', 'front.jpeg'], 'front.jpeg'],
    [['cover.gif', 'covers.jpg', 'my cover.jpg'], null],
    [[], null],
  ])('of %j is %s', (names, cover) => {
    expect(pickCover(names)).toBe(cover);
  });
});

test.each([
  ['CD1', 1],
  ['cd 02', 2],
  ['Disc-3', 3],
  ['disk_12 (Live)', 12],
  ['CD1997', null],
  ['Discography 2', null],
  ['CD', null],
  ['1', null],
])('%s is disc %s', (name, disc) => {
  expect(discOfFolder(name)).toBe(disc);
});

test('names are ordered as people read them', () => {
  const names = ['10 b', '2 a', '1 c', 'Ä', 'a', 'b'];
  expect(names.toSorted(compareNames)).toEqual(['1 c', '2 a', '10 b', 'a', 'Ä', 'b']);
});
