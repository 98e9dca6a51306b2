import type { RenditionFormat } from '@madrigal/contract';
import type { CatalogueStore } from '../../catalog/index.ts';
import { type JobSender, MadrigalError } from '../../shared/index.ts';

/**
 * Has a lossless song encoded in one more format. Repeating it changes nothing.
 * @throws MadrigalError `not_found`, `conflict` for a song that is lossy already
 */
export async function requestRendition(
  deps: { catalogue: Pick<CatalogueStore, 'getSong'>; jobs: JobSender },
  songId: string,
  format: RenditionFormat,
): Promise<{ state: 'queued' | 'ready' }> {
  const song = await deps.catalogue.getSong(songId);
  if (song.renditions[format]) return { state: 'ready' };
  if (!song.lossless) {
    throw new MadrigalError(
      'conflict',
      'This song is compressed already; encoding it again would only lose quality.',
    );
  }
  await deps.jobs.send({
    kind: 'audio.encode',
    payload: { v: 1, songId, format },
    dedupeKey: `encode:${songId}:${format}`,
  });
  return { state: 'queued' };
}
