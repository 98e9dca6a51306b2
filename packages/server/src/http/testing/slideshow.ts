import { MadrigalError, newId } from '@madrigal/core/shared';
import { keysOfRun, type SlideshowRecord, type Slideshows } from '@madrigal/core/slideshow';

const id = newId();
const runId = newId();
const at = new Date('2026-01-02T03:04:05.678Z');
const photos = [newId(), newId()];

export const slideshow: SlideshowRecord = {
  ...{ id, runId, ownerId: 'admin', name: 'Summer', preview: false },
  spec: {
    photos: photos.map((mediaId) => ({ mediaId, caption: null, focus: null, clip: null })),
    pace: { kind: 'seconds', secondsPerPhoto: 4 },
    transition: { kind: 'fade', durationMs: 1000 },
    ...{ motion: 'gentle', fit: 'auto', title: null, aspect: '16:9', resolution: '1080p' },
    ...{ fps: 30, music: null, cutsOnBeat: false, skipBroken: false },
  },
  ...{ idempotencyKey: null, state: 'ready', round: 1, percent: 100, remainingMs: null },
  ...{ failure: null, skipped: [], announced: true },
  result: {
    ...keysOfRun({ id, preview: false }, runId),
    ...{ sizeBytes: 1_000_000, durationMs: 8000, width: 1920, height: 1080 },
  },
  ...{ createdAt: at, updatedAt: at, finishedAt: at },
};

/** Use cases that know one slideshow and change nothing. */
export function createSlideshowsOf(known: SlideshowRecord): Slideshows {
  const find = async (_: unknown, wanted: string) => {
    if (wanted === known.id) return known;
    throw new MadrigalError('not_found', 'There is no such slideshow.');
  };
  return {
    create: async () => known,
    list: async () => ({ items: [known], nextCursor: null }),
    ...{ get: find, rename: find, cancel: find, retry: find },
    delete: async (caller, wanted) => void (await find(caller, wanted)),
  };
}
