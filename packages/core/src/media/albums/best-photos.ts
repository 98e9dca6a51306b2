import type { Caller } from '../../identity/index.ts';
import type { Position } from '../../shared/index.ts';
import { type MediaItem, makeAgain } from '../items/index.ts';
import type { AlbumItemsDeps } from './album-items.ts';
import { getOwnAlbum } from './own-albums.ts';

const PAGE = 500;
/** Each is compared with all that differ from it: ten thousand would take a second. */
const MOST_LOOKED_AT = 2000;
/** Bits of the perceptual hash in which pictures of one moment differ at most. */
const ALIKE_BITS = 10;
/** Of photos that nobody measured. */
const MIDDLING = 0.5;

type Candidate = Pick<MediaItem, 'id' | 'capture' | 'score' | 'perceptualHash'>;

/** The best photos of an album of the caller, in the order they were taken. @throws `not_found` */
export async function pickBestOf(
  deps: AlbumItemsDeps,
  caller: Caller,
  albumId: string,
  count: number,
): Promise<MediaItem[]> {
  await getOwnAlbum(deps, caller, albumId);
  const photos: MediaItem[] = [];
  let after: Position | null | undefined;
  do {
    const request = { limit: PAGE, ...(after ? { after } : {}) };
    const page = await deps.photoAlbums.listPhotoAlbumItems(
      albumId,
      { presentable: true },
      request,
    );
    photos.push(...page.items.map(({ item }) => item).filter(isReadyPhoto));
    after = page.next;
  } while (after);
  return pickShown(deps, photos, count);
}

/** The best of the caller's photos among those captured last, in the order they were taken. */
export async function pickBestOfAll(
  deps: AlbumItemsDeps,
  caller: Caller,
  count: number,
): Promise<MediaItem[]> {
  const filter = { trash: false, kind: 'image' } as const;
  const photos: MediaItem[] = [];
  let after: Position | null | undefined;
  do {
    const request = { limit: PAGE, ...(after ? { after } : {}) };
    const page = await deps.media.listMediaOf(caller.userId, filter, request);
    photos.push(...page.items.filter(isReadyPhoto));
    after = page.next;
  } while (after && photos.length < MOST_LOOKED_AT);
  return pickShown(deps, photos.slice(0, MOST_LOOKED_AT), count);
}

/** Picks photos, and has made again what expired of them. */
async function pickShown(
  deps: AlbumItemsDeps,
  photos: readonly MediaItem[],
  count: number,
): Promise<MediaItem[]> {
  const picked = pickBest(photos, count);
  for (const item of picked) await makeAgain(deps, item);
  return picked;
}

function isReadyPhoto({ kind, progress }: MediaItem): boolean {
  return kind === 'image' && progress.state === 'ready';
}

/**
 * Up to `count` of some photos, in the order they were taken: of those that look alike the best one;
 * what is left is cut into as many parts as are wanted, and the best of each is taken.
 */
export function pickBest<Photo extends Candidate>(
  photos: readonly Photo[],
  count: number,
): Photo[] {
  const single = withoutLookAlikes(photos).toSorted(
    (one, other) =>
      one.capture.at.getTime() - other.capture.at.getTime() || (one.id < other.id ? -1 : 1),
  );
  if (single.length <= count) return single;
  return Array.from({ length: count }, (_, part) => {
    const from = Math.floor((part * single.length) / count);
    const to = Math.floor(((part + 1) * single.length) / count);
    return single.slice(from, to).reduce((best, photo) => (isBetter(photo, best) ? photo : best));
  });
}

function isBetter(one: Candidate, other: Candidate): boolean {
  return (one.score ?? MIDDLING) > (other.score ?? MIDDLING);
}

function withoutLookAlikes<Photo extends Candidate>(photos: readonly Photo[]): Photo[] {
  const kept: { photo: Photo; halves: Halves | null }[] = [];
  const bestFirst = photos.toSorted(
    (one, other) => (other.score ?? MIDDLING) - (one.score ?? MIDDLING),
  );
  for (const photo of bestFirst) {
    const halves = photo.perceptualHash === null ? null : halvesOf(photo.perceptualHash);
    if (!kept.some((other) => areAlike(halves, other.halves))) kept.push({ photo, halves });
  }
  return kept.map(({ photo }) => photo);
}

/** A hash of 64 bits as two numbers that bit operations take. */
type Halves = readonly [number, number];

function halvesOf(hash: string): Halves {
  return [Number.parseInt(hash.slice(0, 8), 16), Number.parseInt(hash.slice(8), 16)];
}

function areAlike(one: Halves | null, other: Halves | null): boolean {
  if (!one || !other) return false;
  return bitsOf(one[0] ^ other[0]) + bitsOf(one[1] ^ other[1]) <= ALIKE_BITS;
}

/** Bits that are set, counted in parallel (H. Warren, Hacker's Delight, section 5-1). */
function bitsOf(value: number): number {
  const pairs = value - ((value >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
