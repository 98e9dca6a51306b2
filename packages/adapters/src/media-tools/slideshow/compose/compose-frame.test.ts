import { createFrameReader, planSlideshow, type SlideshowSpec } from '@madrigal/core/slideshow';
import { beforeAll, describe, expect, it } from 'vitest';
import { assembleKernel } from './assemble-kernel.ts';
import { createComposer } from './compose-frame.ts';
import type { ComposeJob } from './job.ts';
import { bindKernel } from './kernel.ts';
import { allocate, type Layout, type Picture, planLayout } from './layout.ts';
import { sampleThrough } from './sampling.ts';
import { mixPhotos } from './transitions.ts';
import { writePlanes } from './yuv.ts';

let kernel: WebAssembly.Module;
beforeAll(async () => {
  kernel = await assembleKernel();
});

interface Stage {
  job: ComposeJob;
  layout: Layout;
  bytes: Uint8Array;
  frame: Picture;
  compose(frame: number): void;
}

/** A job whose scenes hold smooth patterns, a different one each. */
function setStage(
  kind: SlideshowSpec['transition']['kind'],
  motion: SlideshowSpec['motion'] = 'gentle',
): Stage {
  const photo = { id: 'p', width: 4, height: 3, focus: { x: 0.8, y: 0.3 }, caption: null };
  const timeline = planSlideshow(
    {
      photos: [photo, photo],
      pace: { kind: 'seconds', secondsPerPhoto: 2 },
      transition: { kind, durationMs: 800 },
      ...{ motion, fit: 'crop', title: null, aspect: '4:3', shortSide: 750, fps: 25 },
      ...{ music: null, cutsOnBeat: false },
    },
    null,
  );
  // Neither the width nor half of it is a multiple of what the kernel takes at a time.
  const job = { timeline, paths: [], width: 202, height: 150, threads: 1, ffmpeg: null };
  const layout = planLayout(job);
  const memory = allocate(layout);
  const bytes = new Uint8Array(memory.buffer);
  for (const [index, scene] of layout.scenes.entries()) {
    for (let at = 0; at < scene.width * scene.height * 1.5; at += 1) {
      bytes[scene.luma + at] = 128 + 100 * Math.sin(at / (7 + index)) * Math.cos(at / 1300);
    }
  }
  const composer = createComposer(job, {
    ...{ layout, memory, thread: 0 },
    kernel: bindKernel(kernel, memory),
  });
  return { job, layout, bytes, frame: composer.scratch.frame, compose: composer.compose };
}

/** What a plane of a photo shows at a sample of the frame, by bilinear interpolation in floats. */
function sample(
  { layout, bytes, frame }: Stage,
  shown: { slot: number; view: { x: number; y: number; size: number }; shift: number },
  plane: 'luma' | 'blue' | 'red',
  at: { x: number; y: number },
): number {
  const scene = layout.scenes[shown.slot] as Picture;
  const axes = sampleThrough(shown.view, scene, frame, shown.shift);
  const { across, down } = plane === 'luma' ? axes.luma : axes.chroma;
  const clamp = (value: number, length: number): number => Math.min(length - 1, Math.max(0, value));
  const x = clamp(across.start + at.x * across.step, across.length);
  const y = clamp(down.start + at.y * down.step, down.length);
  const read = (column: number, row: number): number =>
    bytes[
      scene[plane] + clamp(row, down.length) * across.length + clamp(column, across.length)
    ] as number;
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const blend = (one: number, other: number, part: number): number => one + (other - one) * part;
  return blend(
    blend(read(left, top), read(left + 1, top), x - left),
    blend(read(left, top + 1), read(left + 1, top + 1), x - left),
    y - top,
  );
}

/** Largest difference between a composed frame and what it should be. */
function worst(stage: Stage, index: number): number {
  const { current, next } = createFrameReader(stage.job.timeline)(index);
  const mixture = next && mixPhotos(current.view, next, stage.frame.width);
  stage.compose(index);
  let found = 0;
  for (const plane of ['luma', 'blue', 'red'] as const) {
    const scale = plane === 'luma' ? 1 : 2;
    const [width, height] = [stage.frame.width / scale, stage.frame.height / scale];
    for (let place = 0; place < width * height; place += 1) {
      const at = { x: place % width, y: Math.floor(place / width) };
      const alone = { slot: current.slot, view: current.view, shift: 0 };
      let wanted = sample(stage, { ...alone, ...mixture?.current }, plane, at);
      if (mixture && next) {
        const other = sample(stage, { ...next, ...mixture.next }, plane, at);
        wanted += (other - wanted) * mixture.weightAt(at.x * scale);
      }
      const drawn = stage.bytes[stage.frame[plane] + place] as number;
      found = Math.max(found, Math.abs(drawn - wanted));
    }
  }
  return found;
}

describe('frames', () => {
  it('are what bilinear sampling of the scene gives, to within rounding', () => {
    const stage = setStage('cut');
    for (const frame of [0, 1, 25, 49, 50, 99]) expect(worst(stage, frame)).toBeLessThan(1.6);
  });

  it.each(['fade', 'slide', 'wipe', 'zoom'] as const)('of a %s mix both photos', (kind) => {
    const stage = setStage(kind);
    const { startFrame, endFrame } = stage.job.timeline.transitions[0] ?? {
      ...{ startFrame: 0, endFrame: 0 },
    };
    expect(endFrame - startFrame).toBe(20);
    for (let frame = startFrame; frame < endFrame; frame += 1) {
      expect(worst(stage, frame)).toBeLessThan(2.1);
    }
  });

  it('without motion are the scene itself', () => {
    const stage = setStage('cut', 'none');
    expect(worst(stage, 10)).toBe(0);
  });
});

it('changes RGB to the luma and chroma of BT.709', () => {
  const picture = { width: 4, height: 2, luma: 0, blue: 8, red: 10 };
  const planes = (r: number, g: number, b: number): number[] => {
    const bytes = new Uint8Array(12);
    writePlanes(
      Uint8Array.from({ length: 24 }, (_, at) => [r, g, b][at % 3] ?? 0),
      bytes,
      picture,
    );
    expect(new Set(bytes.subarray(0, 8)).size).toBe(1);
    return [bytes[0], bytes[8], bytes[11]].map(Number);
  };
  expect(planes(0, 0, 0)).toEqual([16, 128, 128]);
  expect(planes(255, 255, 255)).toEqual([235, 128, 128]);
  expect(planes(255, 0, 0)).toEqual([63, 102, 240]);
  expect(planes(0, 255, 0)).toEqual([173, 42, 26]);
  expect(planes(0, 0, 255)).toEqual([32, 240, 118]);
});
