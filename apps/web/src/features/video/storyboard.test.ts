import { expect, it } from 'vitest';
import { readStoryboard, tileAt } from './storyboard.ts';

const vtt = `WEBVTT

00:00:00.000 --> 00:00:02.000
/cdn/a/storyboard.jpg?Policy=x#xywh=0,0,160,90

01:00:02.500 --> 01:00:04.000
/cdn/a/storyboard.jpg?Policy=x#xywh=160,90,160,90
`;

it('reads where the pictures are', () => {
  const tiles = readStoryboard(vtt, 'https://a.example/api/storyboard.vtt');
  expect(tiles).toHaveLength(2);
  expect(tiles[1]).toEqual({
    ...{ startMs: 3_602_500, x: 160, y: 90, width: 160, height: 90 },
    url: 'https://a.example/cdn/a/storyboard.jpg?Policy=x',
  });
  expect(tileAt(tiles, 3_602_499)).toBe(tiles[0]);
  expect(tileAt(tiles, 3_602_500)).toBe(tiles[1]);
  expect(tileAt([], 5)).toBeNull();
  expect(readStoryboard('nothing', 'https://a.example')).toEqual([]);
});
