import { expect, it } from 'vitest';
import { createFrameReader, planSlideshow, type SlideshowSpec } from './index.ts';

const photo = (id: string, caption: string | null = null) => ({
  ...{ id, width: 1600, height: 900, focus: null, caption },
});

const spec: SlideshowSpec = {
  photos: [photo('a', 'One'), photo('b'), photo('c', 'Three')],
  pace: { kind: 'seconds', secondsPerPhoto: 4 },
  transition: { kind: 'wipe', durationMs: 960 },
  motion: 'gentle',
  fit: 'auto',
  title: 'Title',
  aspect: '16:9',
  shortSide: 720,
  fps: 25,
  music: null,
  cutsOnBeat: false,
};

it('shows one photo, then two through a transition, then the next one', () => {
  const read = createFrameReader(planSlideshow(spec, null));
  const seen = [87, 88, 99, 100, 111, 112].map((frame) => {
    const { current, next } = read(frame);
    return [current.slot, next?.slot ?? null, next?.progress.toFixed(2) ?? null];
  });
  expect(seen).toEqual([
    [0, null, null],
    [0, 1, '0.02'],
    [0, 1, '0.48'],
    [0, 1, '0.52'],
    [0, 1, '0.98'],
    [1, null, null],
  ]);
});

it('moves by the same step in every frame, through transitions too', () => {
  const timeline = planSlideshow(spec, null);
  const read = createFrameReader(timeline);
  const sizes: number[] = [];
  for (let frame = 0; frame < 112; frame += 1) sizes.push(read(frame).current.view.size);
  expect(sizes[0]).toBe(1);
  expect(sizes.at(-1)).toBeCloseTo(0.88, 10);
  const steps = sizes.slice(1).map((size, at) => size - (sizes[at] as number));
  expect(Math.max(...steps) - Math.min(...steps)).toBeLessThan(1e-12);
});

it('fades texts in and out, the title with the caption of the first photo', () => {
  const read = createFrameReader(planSlideshow(spec, null));
  const at = (frame: number) =>
    read(frame).texts.map(({ text, opacity }) => `${text.text} ${opacity.toFixed(2)}`);
  expect(at(0)).toEqual(['Title 0.09', 'One 0.09']);
  expect(at(50)).toEqual(['Title 1.00', 'One 1.00']);
  expect(at(87)).toEqual(['Title 1.00', 'One 0.09']);
  expect(at(99)).toEqual(['Title 0.09']);
  expect(at(150)).toEqual([]);
  expect(at(250)).toEqual(['Three 1.00']);
  expect(at(299)).toEqual(['Three 0.09']);
});
