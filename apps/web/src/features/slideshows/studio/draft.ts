import {
  type endpoints,
  type SlideshowAspect,
  type SlideshowSpec,
  type SlideshowTransition,
  type Song,
  slideshowLimits,
} from '@madrigal/contract';
import type { InputOf } from '../../../api/request.ts';
import type { Photo } from '../photos.ts';

export type Clip = NonNullable<SlideshowSpec['photos'][number]['clip']>;
type Request = InputOf<typeof endpoints.createSlideshow>['body'];

export interface DraftPhoto {
  /** Tells turns apart: a photo may have several. */
  key: string;
  photo: Photo;
  caption: string;
  /** Of a video: what is shown of it. */
  clip: Clip | null;
}

/** A slideshow while somebody works on it. */
export interface Draft {
  photos: readonly DraftPhoto[];
  title: string;
  aspect: SlideshowAspect;
  resolution: SlideshowSpec['resolution'];
  transition: SlideshowTransition;
  motion: boolean;
  fit: SlideshowSpec['fit'];
  song: Song | null;
  startMs: number;
  fades: boolean;
  evenLoudness: boolean;
  pace: 'seconds' | 'song';
  secondsPerPhoto: number;
  cutsOnBeat: boolean;
}

export const emptyDraft: Draft = {
  ...{ photos: [], title: '', aspect: '16:9', resolution: '1080p', transition: 'fade' },
  ...{ motion: true, fit: 'auto', song: null, startMs: 0, fades: true, evenLoudness: true },
  ...{ pace: 'seconds', secondsPerPhoto: 4, cutsOnBeat: true },
};

/** As many as tell a story without wearing anybody out. */
export const bestCount = 20;
/** Of a video that was just chosen. */
const clipMs = 5000;
const transitionMs = 1000;
const fadeInMs = 1000;
const fadeOutMs = 3000;
const targetLufs = -16;
/** As the server has it: no photo is on its own for less. */
const minSlotMs = 500;

let made = 0;

export function addPhotos(draft: Draft, photos: readonly Photo[]): Draft {
  const room = slideshowLimits.photos.max - draft.photos.length;
  const added = photos.slice(0, Math.max(0, room)).map((photo) => {
    made += 1;
    return { key: `${photo.id}-${made}`, photo, caption: '', clip: clipOf(photo) };
  });
  return { ...draft, photos: [...draft.photos, ...added] };
}

/** The beginning of a video that is long enough for the server to take. */
function clipOf({ durationMs }: Photo): Clip | null {
  if (durationMs === null || durationMs < slideshowLimits.clipMs.min) return null;
  return { startMs: 0, lengthMs: Math.min(clipMs, durationMs) };
}

/** Leaves the photos that stay where they are, and adds the others at the end. */
export function choosePhotos(draft: Draft, chosen: readonly Photo[]): Draft {
  const ids = new Set(chosen.map(({ id }) => id));
  const there = new Set(draft.photos.map(({ photo }) => photo.id));
  const kept = { ...draft, photos: draft.photos.filter(({ photo }) => ids.has(photo.id)) };
  return addPhotos(
    kept,
    chosen.filter(({ id }) => !there.has(id)),
  );
}

export function movePhoto(draft: Draft, from: number, to: number): Draft {
  const moved = draft.photos[from];
  if (!moved || to < 0 || to >= draft.photos.length) return draft;
  return { ...draft, photos: draft.photos.toSpliced(from, 1).toSpliced(to, 0, moved) };
}

export function changePhoto(
  draft: Draft,
  key: string,
  change: Partial<Pick<DraftPhoto, 'caption' | 'clip'>>,
): Draft {
  const photos = draft.photos.map((each) => (each.key === key ? { ...each, ...change } : each));
  return { ...draft, photos };
}

/** How long a clip of a video may be, and where the last one of a length can start, in ms. */
export function roomFor(durationMs: number, lengthMs: number) {
  const { min, max } = slideshowLimits.clipMs;
  return {
    lengthMs: { min, max: Math.min(max, durationMs) },
    startMs: { min: 0, max: Math.max(0, durationMs - lengthMs) },
  };
}

/** The clip after one of its numbers was changed: the other one gives way where there is no room. */
export function changeClip(clip: Clip, change: Partial<Clip>, durationMs: number): Clip {
  const { startMs, lengthMs } = { ...clip, ...change };
  const room = roomFor(durationMs, lengthMs);
  return { lengthMs, startMs: Math.min(startMs, room.startMs.max) };
}

export function removePhoto(draft: Draft, key: string): Draft {
  return { ...draft, photos: draft.photos.filter((each) => each.key !== key) };
}

export function sortByDate(draft: Draft): Draft {
  const photos = draft.photos.toSorted((one, other) =>
    one.photo.capturedAt < other.photo.capturedAt ? -1 : 1,
  );
  return { ...draft, photos };
}

export function shuffle(draft: Draft, random: () => number): Draft {
  const mixed = draft.photos.map((each) => ({ each, at: random() }));
  return { ...draft, photos: mixed.sort((a, b) => a.at - b.at).map(({ each }) => each) };
}

/** How long a photo stays where photos have seconds of their own, in ms: a clip as long as it is. */
export function turnOf({ clip }: Pick<DraftPhoto, 'clip'>, secondsPerPhoto: number): number {
  return clip?.lengthMs ?? secondsPerPhoto * 1000;
}

/** How long the video becomes, in ms. */
export function lengthOf({ photos, pace, song, startMs, secondsPerPhoto }: Draft): number {
  if (pace === 'seconds' || !song) {
    const turns = photos.map((photo) => turnOf(photo, secondsPerPhoto));
    return turns.reduce((sum, turn) => sum + turn, 0);
  }
  return Math.max(photos.length * minSlotMs, song.durationMs - startMs);
}

export type Fault = 'studio.needsPhotos' | 'studio.tooLong';

/** What stands in the way of making it. */
export function faultOf(draft: Draft): Fault | null {
  if (draft.photos.length < slideshowLimits.photos.min) return 'studio.needsPhotos';
  return lengthOf(draft) > slideshowLimits.lengthMs ? 'studio.tooLong' : null;
}

export function toSpec(draft: Draft): Request['spec'] {
  const { song, startMs, fades, evenLoudness, transition } = draft;
  return {
    photos: draft.photos.map(({ photo, caption, clip }) => ({
      mediaId: photo.id,
      caption: caption.trim() || null,
      clip,
    })),
    pace:
      draft.pace === 'song' && song
        ? { kind: 'song' }
        : { kind: 'seconds', secondsPerPhoto: draft.secondsPerPhoto },
    transition: { kind: transition, durationMs: transition === 'cut' ? 0 : transitionMs },
    motion: draft.motion ? 'gentle' : 'none',
    fit: draft.fit,
    title: draft.title.trim() || null,
    aspect: draft.aspect,
    resolution: draft.resolution,
    music: song && {
      songId: song.id,
      startMs,
      fadeInMs: fades && startMs > 0 ? fadeInMs : 0,
      fadeOutMs: fades ? fadeOutMs : 0,
      targetLufs: evenLoudness ? targetLufs : null,
    },
    cutsOnBeat: draft.cutsOnBeat && song !== null,
  };
}

/** Another slideshow as a draft, without the photos that are gone. */
export function fromSpec(
  spec: SlideshowSpec,
  photos: ReadonlyMap<string, Photo>,
  song: Song | null,
): Draft {
  const found = spec.photos.filter(({ mediaId }) => photos.has(mediaId));
  const draft = addPhotos(
    emptyDraft,
    found.map(({ mediaId }) => photos.get(mediaId) as Photo),
  );
  return {
    ...draft,
    photos: draft.photos.map((each, at) => ({
      ...each,
      caption: found[at]?.caption ?? '',
      clip: found[at]?.clip ?? each.clip,
    })),
    title: spec.title ?? '',
    ...{ aspect: spec.aspect, resolution: spec.resolution, fit: spec.fit, song },
    transition: spec.transition.kind,
    motion: spec.motion === 'gentle',
    startMs: spec.music?.startMs ?? 0,
    fades: spec.music === null || spec.music.fadeOutMs > 0,
    evenLoudness: spec.music === null || spec.music.targetLufs !== null,
    pace: spec.pace.kind,
    secondsPerPhoto:
      spec.pace.kind === 'seconds' ? spec.pace.secondsPerPhoto : emptyDraft.secondsPerPhoto,
    cutsOnBeat: spec.cutsOnBeat || spec.music === null,
  };
}
