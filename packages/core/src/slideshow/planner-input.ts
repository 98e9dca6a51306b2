import type { SlideshowSpec as RequestedSpec } from '@madrigal/contract';
import type { Song } from '../catalog/index.ts';
import type { SlideshowPhoto, SlideshowSong, SlideshowSpec } from './model.ts';
import type { Beats } from './ports.ts';
import type { PhotoFacts } from './stores.ts';

/** A request as the planner takes it. Photos without facts are left out. */
export function toPlannerSpec(
  { photos, resolution, skipBroken: _, ...rest }: RequestedSpec,
  facts: ReadonlyMap<string, PhotoFacts>,
): SlideshowSpec {
  const shown = photos.flatMap(({ mediaId, caption, focus }): SlideshowPhoto[] => {
    const photo = facts.get(mediaId);
    return photo ? [{ ...photo, focus: focus ?? photo.focus, caption }] : [];
  });
  return { ...rest, photos: shown, shortSide: Number.parseInt(resolution, 10) };
}

/** What the planner has to know about a song. */
export function toPlannerSong(song: Song, { beatsMs }: Beats): SlideshowSong {
  return {
    durationMs: song.durationMs,
    integratedLufs: song.loudness.integratedLufs,
    beatsMs,
  };
}
