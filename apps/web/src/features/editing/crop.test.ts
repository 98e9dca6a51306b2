import { expect, it } from 'vitest';
import { cropOf, moved } from './crop.ts';

const wide = { width: 400, height: 200 };
const middle = { zoom: 1, x: 0.5, y: 0.5 };

it('begins with the middle of the shorter side', () => {
  expect(cropOf(wide, middle)).toEqual({ left: 100, top: 0, side: 200 });
});

it('keeps inside of the picture at any zoom', () => {
  expect(cropOf(wide, { zoom: 2, x: 1, y: 0 })).toEqual({ left: 300, top: 0, side: 100 });
});

it('moves against the drag, and no further than the edge', () => {
  expect(cropOf(wide, moved(wide, middle, { x: 0.25, y: 0 })).left).toBe(50);
  const far = moved(wide, middle, { x: 50, y: 50 });
  expect(cropOf(wide, far)).toEqual({ left: 0, top: 0, side: 200 });
  // From the edge the way back begins at once.
  expect(cropOf(wide, moved(wide, far, { x: -0.1, y: 0 })).left).toBeCloseTo(20);
});
