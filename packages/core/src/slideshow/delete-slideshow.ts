import type { SlideshowsDeps } from './deps.ts';
import { keysOfRun, type SlideshowRecord } from './record.ts';

/** Deletes a slideshow and its bytes; a run under way notices and leaves nothing. */
export async function dropSlideshow(
  { slideshows, processed }: Pick<SlideshowsDeps, 'slideshows' | 'processed'>,
  dropped: SlideshowRecord,
): Promise<void> {
  await slideshows.deleteSlideshow(dropped.id);
  if (dropped.runId) await processed.delete(Object.values(keysOfRun(dropped, dropped.runId)));
}
