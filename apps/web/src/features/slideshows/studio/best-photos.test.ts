import { expect, it } from 'vitest';
import type { Photo } from '../photos.ts';
import { bestPhotos } from './best-photos.ts';

const photo = (id: string, minute: number, score: number): Photo => ({
  ...{ id, thumbUrl: '', shape: 1.5, score, durationMs: null },
  capturedAt: new Date(Date.UTC(2026, 5, 1, 12, minute)).toISOString(),
});
const ids = (photos: Photo[]) => photos.map(({ id }) => id).join('');

it('takes one of every moment, the better one, in the order they were taken', () => {
  const photos = [photo('d', 30, 0.2), photo('b', 0, 0.9), photo('a', 0, 0.1), photo('c', 10, 0)];
  expect(ids(bestPhotos(photos, 10))).toBe('bcd');
});

it('leaves videos to people', () => {
  expect(ids(bestPhotos([{ ...photo('v', 0, 1), durationMs: 9000 }, photo('a', 5, 0)], 2))).toBe(
    'a',
  );
});

it('spreads its choice over time', () => {
  const photos = Array.from({ length: 12 }, (_, index) =>
    photo(String.fromCharCode(97 + index), index * 5, index % 3 === 1 ? 0.9 : 0.5),
  );
  expect(ids(bestPhotos(photos, 4))).toBe('behk');
});
