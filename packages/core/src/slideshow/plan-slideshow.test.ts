import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Area,
  MIN_SLOT_MS,
  planSlideshow,
  type SlideshowSong,
  type SlideshowSpec,
} from './index.ts';

const photo = (over: Partial<SlideshowSpec['photos'][number]> = {}) => ({
  ...{ id: 'p', width: 4000, height: 3000, focus: null, caption: null },
  ...over,
});

const plain: SlideshowSpec = {
  photos: [photo({ id: 'a' }), photo({ id: 'b' }), photo({ id: 'c' })],
  pace: { kind: 'seconds', secondsPerPhoto: 3 },
  transition: { kind: 'fade', durationMs: 1000 },
  motion: 'gentle',
  fit: 'auto',
  title: null,
  aspect: '16:9',
  shortSide: 1080,
  fps: 30,
  music: null,
  cutsOnBeat: false,
};

const music = { songId: 's', startMs: 0, fadeInMs: 0, fadeOutMs: 2000, targetLufs: -14 };
const song = (over: Partial<SlideshowSong> = {}): SlideshowSong => ({
  ...{ durationMs: 60_000, integratedLufs: -18, beatsMs: [] },
  ...over,
});

const photos = fc.array(
  fc.record({
    id: fc.uuid(),
    width: fc.integer({ min: 1, max: 12_000 }),
    height: fc.integer({ min: 1, max: 12_000 }),
    focus: fc.option(
      fc.record({
        x: fc.double({ min: 0, max: 1, noNaN: true }),
        y: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
    ),
    caption: fc.option(fc.string({ maxLength: 20 })),
  }),
  { minLength: 2, maxLength: 60 },
);

const songs = fc
  .record({
    durationMs: fc.integer({ min: 20_000, max: 400_000 }),
    integratedLufs: fc.option(fc.double({ min: -60, max: -5, noNaN: true })),
    gaps: fc.array(fc.integer({ min: 200, max: 2_000 }), { maxLength: 300 }),
  })
  .map(({ gaps, ...rest }) => {
    let at = 0;
    return { ...rest, beatsMs: gaps.map((gap) => (at += gap)) };
  });

const requests = fc.record({
  spec: fc.record({
    photos,
    pace: fc.oneof(
      fc.record({
        kind: fc.constant('seconds' as const),
        secondsPerPhoto: fc.double({ min: 0.5, max: 20, noNaN: true }),
      }),
      fc.record({ kind: fc.constant('song' as const) }),
    ),
    transition: fc.record({
      kind: fc.constantFrom('cut', 'fade', 'slide', 'wipe', 'zoom'),
      durationMs: fc.integer({ min: 0, max: 5_000 }),
    }),
    motion: fc.constantFrom('none', 'gentle'),
    fit: fc.constantFrom('auto', 'whole', 'crop'),
    title: fc.option(fc.string({ maxLength: 40 })),
    aspect: fc.constantFrom('16:9', '9:16', '1:1', '4:3'),
    shortSide: fc.integer({ min: 720, max: 2160 }),
    fps: fc.constantFrom(25, 30),
    music: fc.record({
      songId: fc.constant('s'),
      startMs: fc.integer({ min: 0, max: 19_000 }),
      fadeInMs: fc.integer({ min: 0, max: 30_000 }),
      fadeOutMs: fc.integer({ min: 0, max: 30_000 }),
      targetLufs: fc.option(fc.double({ min: -30, max: -9, noNaN: true })),
    }),
    cutsOnBeat: fc.boolean(),
  }) as fc.Arbitrary<SlideshowSpec>,
  song: songs,
});

const everyPlan = (check: (request: { spec: SlideshowSpec; song: SlideshowSong }) => void) =>
  fc.assert(fc.property(requests, check), { numRuns: 200 });

function expectInside(area: Area): void {
  expect(Math.min(area.x, area.y)).toBeGreaterThanOrEqual(0);
  expect(area.x + area.width).toBeLessThanOrEqual(1 + 1e-9);
  expect(area.y + area.height).toBeLessThanOrEqual(1 + 1e-9);
}

describe('every timeline', () => {
  it('gives each photo a slot in order, without gap, overlap or a slot too short', () => {
    everyPlan(({ spec, song }) => {
      const { slots, frameCount } = planSlideshow(spec, song);
      expect(slots.map((slot) => slot.photoId)).toEqual(spec.photos.map(({ id }) => id));
      expect(slots[0]?.startFrame).toBe(0);
      expect(slots.at(-1)?.endFrame).toBe(frameCount);
      for (const [index, slot] of slots.entries()) {
        expect(slot.endFrame - slot.startFrame).toBeGreaterThanOrEqual(
          (MIN_SLOT_MS * spec.fps) / 1000,
        );
        if (index > 0) expect(slot.startFrame).toBe(slots[index - 1]?.endFrame);
      }
    });
  });

  it('is as long as wanted, to the frame', () => {
    everyPlan(({ spec, song }) => {
      const { frameCount } = planSlideshow(spec, song);
      const wanted =
        spec.pace.kind === 'seconds'
          ? Math.round(spec.photos.length * spec.pace.secondsPerPhoto * spec.fps)
          : Math.floor(((song.durationMs - (spec.music?.startMs ?? 0)) * spec.fps) / 1000);
      const least = spec.photos.length * Math.ceil((MIN_SLOT_MS * spec.fps) / 1000);
      expect(frameCount).toBe(Math.max(wanted, least));
    });
  });

  it('has transitions around the cuts that leave each photo alone for half of its slot', () => {
    everyPlan(({ spec, song }) => {
      const { slots, transitions } = planSlideshow(spec, song);
      for (const { startFrame, endFrame } of transitions) {
        const cut = (startFrame + endFrame) / 2;
        expect(slots.some((slot) => slot.startFrame === cut)).toBe(true);
        expect(endFrame).toBeGreaterThan(startFrame);
        expect(endFrame - startFrame).toBeLessThanOrEqual(
          Math.ceil((spec.transition.durationMs * spec.fps) / 1000) + 1,
        );
      }
      for (const [index, slot] of slots.entries()) {
        const alone =
          (slots[index + 1]?.visibleFrom ?? slot.endFrame) -
          (slots[index - 1]?.visibleTo ?? slot.startFrame);
        expect(alone * 2).toBeGreaterThanOrEqual(slot.endFrame - slot.startFrame);
      }
    });
  });

  it('keeps every view inside the scene', () => {
    everyPlan(({ spec, song }) => {
      for (const { motion } of planSlideshow(spec, song).slots) {
        expectInside({ ...motion.from, width: motion.from.size, height: motion.from.size });
        expectInside({ ...motion.to, width: motion.to.size, height: motion.to.size });
      }
    });
  });

  it('never stretches a photo', () => {
    everyPlan(({ spec, song }) => {
      const { slots, width, height } = planSlideshow(spec, song);
      for (const [index, { placement }] of slots.entries()) {
        const photo = spec.photos[index] as SlideshowSpec['photos'][number];
        const cover = placement.kind === 'cover';
        const area = cover ? placement.crop : placement.at;
        expectInside(area);
        const across = cover ? photo.width / width : width / photo.width;
        const down = cover ? photo.height / height : height / photo.height;
        expect((area.width * across) / (area.height * down)).toBeCloseTo(1, 6);
      }
    });
  });

  it('shows texts within the video, fading for at most two thirds of them', () => {
    everyPlan(({ spec, song }) => {
      const { texts, frameCount } = planSlideshow(spec, song);
      for (const text of texts) {
        expect(text.startFrame).toBeGreaterThanOrEqual(0);
        expect(text.endFrame).toBeLessThanOrEqual(frameCount);
        expect(text.fadeFrames * 3).toBeLessThanOrEqual(text.endFrame - text.startFrame);
        expect(text.text).toBe(text.text.trim());
      }
    });
  });
});

describe('cuts on the beat', () => {
  const beatSong = (bpm: number, offsetMs: number) =>
    song({
      durationMs: 240_000,
      beatsMs: Array.from({ length: 200 * (bpm / 60) }, (_, at) => offsetMs + (at * 60_000) / bpm),
    });

  it('lie within half a frame of a beat where photos last longer than a beat', () => {
    const cases = fc.record({
      bpm: fc.double({ min: 70, max: 180, noNaN: true }),
      offsetMs: fc.integer({ min: 0, max: 1500 }),
      startMs: fc.integer({ min: 0, max: 10_000 }),
      seconds: fc.double({ min: 1.5, max: 6, noNaN: true }),
      count: fc.integer({ min: 5, max: 30 }),
      fps: fc.constantFrom(25 as const, 30 as const),
    });
    fc.assert(
      fc.property(cases, ({ bpm, offsetMs, startMs, seconds, count, fps }) => {
        const heard = beatSong(bpm, offsetMs);
        const { slots } = planSlideshow(
          {
            ...plain,
            fps,
            photos: Array.from({ length: count }, () => photo()),
            pace: { kind: 'seconds', secondsPerPhoto: seconds },
            music: { ...music, startMs },
            cutsOnBeat: true,
          },
          heard,
        );
        for (const { startFrame } of slots.slice(1)) {
          const at = (startFrame / fps) * 1000 + startMs;
          const nearest = Math.min(...heard.beatsMs.map((beat) => Math.abs(beat - at)));
          expect(nearest).toBeLessThanOrEqual(500 / fps + 1e-6);
          const wanted = startFrame / fps / seconds;
          expect(Math.abs(wanted - Math.round(wanted)) * seconds).toBeLessThan(30 / bpm + 0.05);
        }
      }),
    );
  });

  it('fall back to even distances where the song has no beats', () => {
    const spec = { ...plain, music, cutsOnBeat: true };
    expect(planSlideshow(spec, song()).slots).toEqual(planSlideshow(plain, null).slots);
  });

  it('follow the song when it starts again', () => {
    const short = song({ durationMs: 4_000, beatsMs: [500, 1500, 2500, 3500] });
    const spec = { ...plain, fps: 25 as const, music, cutsOnBeat: true };
    const { slots } = planSlideshow({ ...spec, photos: Array(5).fill(photo()) }, short);
    expect(slots.slice(1).map((slot) => (slot.startFrame * 40) % 1000)).toEqual(
      slots.slice(1).map(() => 520),
    );
  });
});

describe('framing', () => {
  const placed = (width: number, height: number, over: Partial<SlideshowSpec> = {}) =>
    planSlideshow({ ...plain, ...over, photos: [photo({ width, height }), photo()] }, null).slots[0]
      ?.placement;

  it('crops what differs a little and fills around what differs much', () => {
    expect(placed(4000, 3000)).toMatchObject({ kind: 'cover', crop: { width: 1, height: 0.75 } });
    expect(placed(3000, 4000)).toMatchObject({ kind: 'blurred-fill', at: { y: 0, height: 1 } });
    expect(placed(4000, 3000, { aspect: '9:16' })).toMatchObject({ kind: 'blurred-fill' });
    expect(placed(4000, 3000, { fit: 'whole' })).toMatchObject({ kind: 'blurred-fill' });
    expect(placed(3000, 4000, { fit: 'crop' })).toMatchObject({ kind: 'cover' });
  });

  it('keeps the subject in sight and moves towards it, then away from the next one', () => {
    const photos = [photo({ focus: { x: 0.9, y: 0.9 } }), photo({ focus: { x: 0.1, y: 0.5 } })];
    const [first, second] = planSlideshow({ ...plain, photos }, null).slots;
    expect(first?.placement).toMatchObject({ crop: { x: 0, y: 0.25 } });
    expect(first?.motion.from).toEqual({ x: 0, y: 0, size: 1 });
    const near = first?.motion.to ?? { x: 0, y: 0, size: 0 };
    expect([near.x + near.size, near.y + near.size]).toEqual([1, 1]);
    expect(second?.motion.from.x).toBe(0);
    expect(second?.motion.to).toEqual({ x: 0, y: 0, size: 1 });
  });

  it('stands still when told so', () => {
    const [slot] = planSlideshow({ ...plain, motion: 'none' }, null).slots;
    expect(slot?.motion.from).toEqual(slot?.motion.to);
  });
});

describe('size', () => {
  it.each([
    ['16:9', 1080, 1920, 1080],
    ['9:16', 1080, 1080, 1920],
    ['1:1', 720, 720, 720],
    ['4:3', 2160, 2880, 2160],
    ['16:9', 1001, 1780, 1002],
  ] as const)('of %s at %i is %i by %i', (aspect, shortSide, width, height) => {
    expect(planSlideshow({ ...plain, aspect, shortSide }, null)).toMatchObject({ width, height });
  });
});

describe('soundtrack', () => {
  it('brings the song to the wanted loudness, but never lifts near silence far', () => {
    const gain = (integratedLufs: number | null) =>
      planSlideshow({ ...plain, music }, song({ integratedLufs })).soundtrack?.gainDb;
    expect([gain(-18), gain(-8), gain(-60), gain(null)]).toEqual([4, -6, 20, 0]);
  });

  it('is as long as the video, with fades that do not overlap', () => {
    const fades = { ...music, startMs: 5_000, fadeInMs: 9_000, fadeOutMs: 9_000 };
    expect(planSlideshow({ ...plain, music: fades }, song()).soundtrack).toEqual({
      ...{ songId: 's', startMs: 5_000, passMs: 55_000, lengthMs: 9_000, gainDb: 4 },
      ...{ fadeInMs: 4_500, fadeOutMs: 4_500 },
    });
  });
});

describe('a request that cannot be met', () => {
  const faultsOf = (spec: SlideshowSpec, heard: SlideshowSong | null = null) => {
    try {
      planSlideshow(spec, heard);
    } catch (error) {
      return (error as { faults: { path: string }[] }).faults.map(({ path }) => path);
    }
    return [];
  };

  it('is told every fault', () => {
    expect(
      faultsOf({
        ...plain,
        photos: [photo({ width: 0, focus: { x: 2, y: 0 }, caption: 'x'.repeat(301) })],
        pace: { kind: 'seconds', secondsPerPhoto: 0.1 },
        transition: { kind: 'fade', durationMs: -1 },
        shortSide: 480,
        title: 'x'.repeat(201),
        cutsOnBeat: true,
      }),
    ).toEqual([
      ...['photos.length', 'photos.0.width', 'photos.0.focus.x', 'photos.0.caption'],
      ...['pace.secondsPerPhoto', 'transition.durationMs', 'shortSide', 'title', 'music'],
    ]);
  });

  it('has from 2 to 500 photos', () => {
    const of = (count: number) => ({ ...plain, photos: Array(count).fill(photo()) });
    expect([1, 2, 500, 501].map((count) => faultsOf(of(count)).length)).toEqual([1, 0, 0, 1]);
  });

  it('starts the song before its end', () => {
    const late = { ...plain, music: { ...music, startMs: 59_900 } };
    expect(faultsOf(late, song())).toEqual(['music.startMs']);
  });
});
