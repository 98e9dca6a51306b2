import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { SlideshowRecord } from './record.ts';
import { startReport } from './report.ts';
import type { SlideshowStore } from './stores.ts';

const EVERY_MS = 1000;
const logger = { info() {}, warn() {}, error() {}, child: () => logger };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A report of a run, and what it stored. */
function begin(held = true) {
  const stored: (readonly [percent: number | undefined, remainingMs: number | null | undefined])[] =
    [];
  let told = 0;
  let taken = 0;
  const changeSlideshow: SlideshowStore['changeSlideshow'] = async (_, change) => {
    expect(change).toMatchObject({ whileState: ['rendering'], whileRun: 'run' });
    if (held) stored.push([change.percent, change.remainingMs]);
    return held ? running : null;
  };
  const publish = async () => {
    told += 1;
  };
  const deps = {
    ...{ slideshows: { changeSlideshow }, events: { publish }, logger },
    ...{ clock: { now: () => new Date() }, reportEveryMs: EVERY_MS },
  } as unknown as Parameters<typeof startReport>[0];
  const report = startReport(deps, running, () => {
    taken += 1;
  });
  return { report, stored, told: () => told, taken: () => taken };
}

const running = { id: 'show', ownerId: 'ada', runId: 'run' } as SlideshowRecord & { runId: string };

it('tells how long the rest takes, at the speed so far, once there is enough to tell by', async () => {
  const { report, stored, told } = begin();
  await vi.advanceTimersByTimeAsync(EVERY_MS);
  report.set(0); // the work begins; what was before it counts for nothing
  await vi.advanceTimersByTimeAsync(EVERY_MS);
  report.set(0.019);
  await vi.advanceTimersByTimeAsync(EVERY_MS);
  report.set(0.25);
  await vi.advanceTimersByTimeAsync(3 * EVERY_MS);
  report.set(1);
  await vi.advanceTimersByTimeAsync(EVERY_MS);
  expect(stored).toEqual([
    ...[
      [0, null],
      [0, null],
      [1, null],
    ],
    // A quarter in 3, 4 and 5 s: the other three take 9, 12 and 15.
    ...[
      [25, 9000],
      [25, 12_000],
      [25, 15_000],
    ],
    [99, 0],
  ]);
  expect(told()).toBe(4);
  await report.stop();
  await vi.advanceTimersByTimeAsync(5 * EVERY_MS);
  expect(stored).toHaveLength(7);
});

it('says so when somebody else has the slideshow now, or nobody', async () => {
  const { report, told, taken } = begin(false);
  await vi.advanceTimersByTimeAsync(EVERY_MS);
  expect([taken(), told()]).toEqual([1, 0]);
  await report.stop();
});
