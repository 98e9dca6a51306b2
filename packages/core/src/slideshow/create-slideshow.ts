import { type SlideshowSpec as RequestedSpec, slideshowLimits } from '@madrigal/contract';
import { getVisibleSong, type Song } from '../catalog/index.ts';
import type { Caller } from '../identity/index.ts';
import { type Fault, hasCode, MadrigalError } from '../shared/index.ts';
import { dropSlideshow } from './delete-slideshow.ts';
import type { SlideshowsDeps } from './deps.ts';
import { planSlideshow } from './plan-slideshow.ts';
import { toPlannerSong, toPlannerSpec } from './planner-input.ts';
import type { SlideshowRecord } from './record.ts';
import type { PhotoFacts } from './stores.ts';

const DEFAULT_NAME = 'Slideshow';
const MOST_PREVIEWS = 100;

export interface SlideshowRequest {
  name?: string | undefined;
  spec: RequestedSpec;
  preview: boolean;
}

/**
 * Has a slideshow made. With a key that this person has used before, answers the one made then.
 * @throws MadrigalError `invalid_request` naming what cannot be, `conflict` for a key that was used
 * for something else, `quota_exceeded`
 */
export async function createSlideshow(
  deps: SlideshowsDeps,
  caller: Caller,
  request: SlideshowRequest,
  idempotencyKey: string | null,
): Promise<SlideshowRecord> {
  const known = await findKnown(deps, caller, request, idempotencyKey);
  if (known) return known;
  await checkRequest(deps, caller, request.spec);
  if (request.preview) await dropPreviews(deps, caller);
  // How large it gets is known when it is there: the last one may go above the limit.
  else await deps.checkRoom(caller.userId);
  const created = newRecord(deps, caller, request, idempotencyKey);
  try {
    await deps.slideshows.createSlideshow(created);
  } catch (error) {
    // The same request was quicker over another connection.
    const other = hasCode(error, 'conflict')
      ? await findKnown(deps, caller, request, idempotencyKey)
      : null;
    if (other) return other;
    throw error;
  }
  await sendSlideshow(deps, created);
  return created;
}

async function findKnown(
  { slideshows }: SlideshowsDeps,
  caller: Caller,
  request: SlideshowRequest,
  key: string | null,
): Promise<SlideshowRecord | null> {
  const known = key === null ? null : await slideshows.findByIdempotencyKey(caller.userId, key);
  if (!known) return null;
  const same =
    known.preview === request.preview && canonical(known.spec) === canonical(request.spec);
  if (same) return known;
  throw new MadrigalError('conflict', 'This Idempotency-Key was used for another slideshow.');
}

/** JSON of a value with its keys in order: stores may change theirs. */
function canonical(value: object): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part === null || typeof part !== 'object' || Array.isArray(part)
      ? part
      : Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1))),
  );
}

/** Plans the slideshow for the sake of its faults, without looking for beats. */
async function checkRequest(
  deps: SlideshowsDeps,
  caller: Caller,
  spec: RequestedSpec,
): Promise<void> {
  const song = spec.music && (await findSong(deps, caller, spec.music.songId));
  const ids = [...new Set(spec.photos.map(({ mediaId }) => mediaId))];
  const found = await deps.photos.findPhotos(caller.userId, ids);
  const facts = new Map(found.map((photo) => [photo.id, photo]));
  const faults = spec.photos.flatMap((photo, index) => {
    const path = `body.spec.photos.${index}`;
    return faultsOfPhoto(path, photo, facts.get(photo.mediaId));
  });
  if (faults.length > 0) {
    throw new MadrigalError('invalid_request', 'Some of the photos cannot be used.', { faults });
  }
  const beats = { beatsMs: [], tempoBpm: null, confidence: 0 };
  const planned = planSlideshow(toPlannerSpec(spec, facts), song && toPlannerSong(song, beats));
  if ((planned.frameCount * 1000) / planned.fps <= slideshowLimits.lengthMs) return;
  throw new MadrigalError('invalid_request', 'The slideshow would be longer than two hours.');
}

function faultsOfPhoto(
  path: string,
  { clip }: RequestedSpec['photos'][number],
  facts: PhotoFacts | undefined,
): Fault[] {
  if (!facts) {
    return [
      { path: `${path}.mediaId`, message: 'is no photo or video of yours that can be shown' },
    ];
  }
  if (!clip) return [];
  if (facts.durationMs === null) return [{ path: `${path}.clip`, message: 'is of a photo' }];
  const over = clip.startMs + clip.lengthMs > facts.durationMs;
  return over ? [{ path: `${path}.clip`, message: 'goes on after the end of the video' }] : [];
}

async function findSong(deps: SlideshowsDeps, caller: Caller, songId: string): Promise<Song> {
  try {
    return await getVisibleSong(deps, caller, songId);
  } catch (error) {
    if (!hasCode(error, 'not_found')) throw error;
    const faults = [{ path: 'body.spec.music.songId', message: 'is no song of this library' }];
    throw new MadrigalError('invalid_request', 'The song cannot be used.', { faults });
  }
}

function newRecord(
  { clock, newId }: SlideshowsDeps,
  caller: Caller,
  { name, spec, preview }: SlideshowRequest,
  idempotencyKey: string | null,
): SlideshowRecord {
  const now = clock.now();
  return {
    id: newId(),
    ownerId: caller.userId,
    name: name ?? (spec.title || DEFAULT_NAME),
    ...{ preview, spec, idempotencyKey },
    ...{ state: 'queued', round: 1, runId: null, percent: 0, remainingMs: null },
    ...{ failure: null, skipped: [], result: null, announced: false },
    ...{ createdAt: now, updatedAt: now, finishedAt: null },
  };
}

/** A person looks at one preview at a time. */
async function dropPreviews(deps: SlideshowsDeps, caller: Caller): Promise<void> {
  const previews = await deps.slideshows.listPreviewsOfOwner(caller.userId, MOST_PREVIEWS);
  for (const preview of previews) await dropSlideshow(deps, preview);
}

/** Has a slideshow rendered. Sent twice, it is rendered once. */
export async function sendSlideshow(
  { jobs }: Pick<SlideshowsDeps, 'jobs'>,
  { id, ownerId, preview, round }: SlideshowRecord,
): Promise<void> {
  await jobs.send({
    kind: preview ? 'slideshow.preview' : 'slideshow.render',
    payload: { v: 1, slideshowId: id },
    dedupeKey: `slideshow:${id}:${round}`,
    group: ownerId,
  });
}
