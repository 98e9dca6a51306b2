import { expect, it } from 'vitest';
import { keepInside, whole, zoomAt } from './zoom.ts';

it('leaves what is under the pointer where it is', () => {
  const at = { x: 100, y: -40 };
  const once = zoomAt(whole, at, 2);
  const twice = zoomAt(once, at, 5);
  // The point of the picture, in pixels of the picture at its first size.
  for (const { scale, x, y } of [once, twice]) {
    expect((at.x - x) / scale).toBeCloseTo(at.x);
    expect((at.y - y) / scale).toBeCloseTo(at.y);
  }
});

it('has limits, and comes back to the middle', () => {
  expect(zoomAt(whole, { x: 0, y: 0 }, 100).scale).toBe(8);
  expect(zoomAt({ scale: 3, x: 50, y: 9 }, { x: 10, y: 10 }, 0.5)).toEqual(whole);
});

it('never shows what is beyond the edges', () => {
  const stage = { width: 1000, height: 500 };
  expect(keepInside({ scale: 2, x: 900, y: -900 }, stage)).toEqual({ scale: 2, x: 500, y: -250 });
  expect(keepInside(whole, stage)).toEqual(whole);
});
