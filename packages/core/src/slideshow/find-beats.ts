import type { Song } from '../catalog/index.ts';
import type { RenderDeps } from './deps.ts';
import type { Beats, SlideshowSources } from './ports.ts';

/** Beats of a song, looked for once: they belong to its content and never change. */
export async function findBeatsOf(
  deps: Pick<RenderDeps, 'slideshows' | 'beats'>,
  { song, source }: { song: Song; source: NonNullable<SlideshowSources['song']> },
  signal: AbortSignal,
): Promise<Beats> {
  const known = await deps.slideshows.findBeats(song.contentHash);
  if (known) return known;
  const beats = await deps.beats.detect(source.path, source.container, signal);
  await deps.slideshows.putBeats(song.contentHash, beats);
  return beats;
}
