import { describe, expect, it } from 'vitest';
import { pickBest } from './best-photos.ts';

let count = 0;

function photo(minute: number, score: number | null, perceptualHash: string | null = null) {
  const capture = {
    at: new Date(minute * 60_000),
    offsetMinutes: null,
    source: 'metadata' as const,
  };
  return { id: `photo-${count++}`, capture, score, perceptualHash };
}

const minutes = (photos: ReturnType<typeof photo>[]) =>
  photos.map(({ capture }) => capture.at.getTime() / 60_000);

describe('the best photos', () => {
  it('are the best of every part of the time, in the order they were taken', () => {
    const photos = [photo(9, 0.2), photo(1, 0.9), photo(2, 0.8), photo(3, 0.7), photo(8, 0.1)];
    expect(minutes(pickBest([...photos, photo(4, 0.95)], 2))).toEqual([1, 4]);
    expect(minutes(pickBest([...photos, photo(4, 0.95)], 3))).toEqual([1, 4, 9]);
  });

  it('hold of pictures that look alike the best one alone', () => {
    const alike = [
      photo(1, 0.4, 'f0e1d2c3b4a59687'),
      photo(2, 0.6, 'f0e1d2c3b4a59680'),
      photo(3, 0.5, 'ffe1d2c3b4a59687'),
    ];
    expect(minutes(pickBest([...alike, photo(4, 0.1, '0f1e2d3c4b5a6978')], 10))).toEqual([2, 4]);
  });

  it('keep pictures of which no hash is known apart, and take what was not measured as middling', () => {
    expect(minutes(pickBest([photo(1, 0.4), photo(2, null), photo(3, 0.45)], 1))).toEqual([2]);
    expect(pickBest([photo(1, null), photo(1, null)], 5)).toHaveLength(2);
    expect(pickBest([], 5)).toEqual([]);
  });
});
