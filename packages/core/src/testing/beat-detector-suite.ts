import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BeatDetector, planSlideshow } from '../slideshow/index.ts';

/** Music that the suite asks for, as WAV or MP3. */
export interface BeatSongRequest {
  name: string;
  format: 'wav' | 'mp3';
  bpm: number;
  seconds: number;
  pattern: 'four' | 'rock' | 'bass';
  offset?: number;
  swing?: number;
  noise?: number;
  drift?: number;
}

export interface BeatDetectorSetup {
  detector: BeatDetector;
  /** Empty folder for the suite. */
  dir: string;
  /** Answers where the beats really are. */
  makeSong(request: BeatSongRequest): Promise<{ path: string; beatsMs: number[] }>;
  /** A WAV file of what has no beat. */
  makeSound(sound: 'tone' | 'noise' | 'silence', seconds: number): Promise<string>;
  dispose(): Promise<void>;
}

const SECONDS = 25;
/** The goal for the median; one frame of 25 fps is 40 ms. */
const MEDIAN_MS = 20;

const kinds = {
  even: {},
  'late start': { offset: 1.37 },
  shuffle: { swing: 0.17 },
  noise: { noise: 0.3 },
  'rising tempo': { drift: 0.04 },
} as const;

/** What all beat detectors promise, on music whose beats are known. */
export function describeBeatDetector(engine: string, open: () => Promise<BeatDetectorSetup>): void {
  describe(`beat detector of ${engine}`, () => {
    let setup: BeatDetectorSetup;
    beforeAll(async () => {
      setup = await open();
    });
    afterAll(() => setup.dispose());

    findsBeats(() => setup);
    cutsOnThem(() => setup);
    findsNone(() => setup);
    rejects(() => setup);
  });
}

const live = (): AbortSignal => new AbortController().signal;

function distances(found: readonly number[], real: readonly number[]): number[] {
  return found.map((at) => Math.min(...real.map((beat) => Math.abs(beat - at))));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function findsBeats(setup: () => BeatDetectorSetup): void {
  const tempi = [70, 97, 120, 128.5, 155, 180];
  const cases = (['four', 'rock', 'bass'] as const).flatMap((pattern) =>
    Object.entries(kinds).map(([kind, options], at) => ({
      ...{ pattern, kind, options, bpm: tempi[(at * 2 + pattern.length) % tempi.length] as number },
    })),
  );

  it.each(cases)('finds $pattern at $bpm, $kind', async ({ pattern, kind, options, bpm }) => {
    const name = `${pattern}-${kind.replace(' ', '-')}`;
    const request = { name, format: 'wav', bpm, seconds: SECONDS, pattern, ...options } as const;
    const { path: file, beatsMs } = await setup().makeSong(request);
    const found = await setup().detector.detect(file, 'wav', live());
    expect(median(distances(found.beatsMs, beatsMs))).toBeLessThan(MEDIAN_MS);
    expect(median(distances(beatsMs, found.beatsMs))).toBeLessThan(MEDIAN_MS);
    const tempo = (beatsMs.length - 1) / ((beatsMs.at(-1) ?? 0) - (beatsMs[0] ?? 0));
    expect((found.tempoBpm ?? 0) / 60_000 / tempo).toBeCloseTo(1, 1);
    expect(found.beatsMs).toEqual([...found.beatsMs].sort((one, other) => one - other));
    expect(found.confidence).toBeGreaterThan(0.2);
    expect(found.confidence).toBeLessThanOrEqual(1);
  });

  it('hears compressed music at the same times', async () => {
    const request = { name: 'mp3', format: 'mp3', bpm: 112, seconds: 20, pattern: 'rock' } as const;
    const { path: file, beatsMs } = await setup().makeSong(request);
    const found = await setup().detector.detect(file, 'mp3', live());
    expect(median(distances(found.beatsMs, beatsMs))).toBeLessThan(MEDIAN_MS);
  });
}

function cutsOnThem(setup: () => BeatDetectorSetup): void {
  it.each([
    [78, 25],
    [123, 25],
    [171, 30],
  ] as const)('lets photos change on the beat of %f at %i fps', async (bpm, fps) => {
    const name = `cuts-${bpm}`;
    const request = { name, format: 'wav', bpm, seconds: SECONDS, pattern: 'four' } as const;
    const { path: file, beatsMs } = await setup().makeSong(request);
    const found = await setup().detector.detect(file, 'wav', live());
    const startMs = 3_210;
    const photo = { id: 'p', width: 4, height: 3, focus: null, caption: null };
    const { slots } = planSlideshow(
      {
        ...{ photos: Array(14).fill(photo), pace: { kind: 'song' }, motion: 'none', fit: 'auto' },
        transition: { kind: 'fade', durationMs: 600 },
        ...{ title: null, aspect: '16:9', shortSide: 720, fps, cutsOnBeat: true },
        music: { songId: 's', startMs, fadeInMs: 0, fadeOutMs: 0, targetLufs: null },
      },
      { durationMs: SECONDS * 1000, integratedLufs: null, beatsMs: found.beatsMs },
    );
    const cuts = slots.slice(1).map((slot) => (slot.startFrame * 1000) / fps + startMs);
    expect(cuts).toHaveLength(13);
    expect(median(distances(cuts, beatsMs))).toBeLessThan(1000 / 25);
  });
}

function findsNone(setup: () => BeatDetectorSetup): void {
  it.each(['tone', 'noise', 'silence'] as const)('finds no beat in %s', async (sound) => {
    const file = await setup().makeSound(sound, 20);
    expect(await setup().detector.detect(file, 'wav', live())).toEqual({
      beatsMs: [],
      tempoBpm: null,
      confidence: 0,
    });
  });

  it('finds no beat in a tenth of a second', async () => {
    const file = await setup().makeSound('noise', 0.1);
    expect((await setup().detector.detect(file, 'wav', live())).beatsMs).toEqual([]);
  });
}

function rejects(setup: () => BeatDetectorSetup): void {
  it('rejects what is no song', async () => {
    const file = path.join(setup().dir, 'text');
    await writeFile(file, 'this is not a song');
    await expect(setup().detector.detect(file, 'mp3', live())).rejects.toMatchObject({
      name: 'MediaRejectedError',
      code: 'corrupt_audio',
    });
  });

  it('stops when told to', async () => {
    const reason = new Error('enough');
    const file = await setup().makeSound('tone', 600);
    const aborted = AbortSignal.abort(reason);
    await expect(setup().detector.detect(file, 'wav', aborted)).rejects.toBe(reason);
    const stop = new AbortController();
    const detecting = setup().detector.detect(file, 'wav', stop.signal);
    setImmediate(() => stop.abort(reason));
    await expect(detecting).rejects.toBe(reason);
  });
}
