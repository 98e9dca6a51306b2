import { type SlideshowSpec as RequestedSpec, slideshowLimits } from '@madrigal/contract';
import type { Song } from '../catalog/index.ts';
import type { Clip, SlideshowPhoto, SlideshowSong, SlideshowSpec } from './model.ts';
import type { Beats } from './ports.ts';
import type { PhotoFacts } from './stores.ts';

/** A request as the planner takes it. Photos without facts are left out. */
export function toPlannerSpec(
  { photos, resolution, skipBroken: _, ...rest }: RequestedSpec,
  facts: ReadonlyMap<string, PhotoFacts>,
): SlideshowSpec {
  const shown = photos.flatMap(({ mediaId, caption, focus, clip }): SlideshowPhoto[] => {
    const photo = facts.get(mediaId);
    if (!photo) return [];
    const { durationMs, ...shown } = photo;
    const part = durationMs === null ? null : (clip ?? firstPart(durationMs));
    return [{ ...shown, focus: focus ?? photo.focus, caption, ...(part && { clip: part }) }];
  });
  return { ...rest, photos: shown, shortSide: Number.parseInt(resolution, 10) };
}

/** Of a video of which nothing else is asked for. */
const FIRST_MS = 5_000;

function firstPart(durationMs: number): Clip {
  const { min } = slideshowLimits.clipMs;
  return { startMs: 0, lengthMs: Math.max(min, Math.min(FIRST_MS, durationMs)) };
}

/** What the planner has to know about a song. */
export function toPlannerSong(song: Song, { beatsMs }: Beats): SlideshowSong {
  return {
    durationMs: song.durationMs,
    integratedLufs: song.loudness.integratedLufs,
    beatsMs,
  };
}
