import type { BlobStore, Clock, Logger } from '../shared/index.ts';
import type { CatalogueReferences, CatalogueStore } from './ports.ts';

const DAY_MS = 86_400_000;
/** How long deleted songs can be restored. */
const TRASH_MS = 30 * DAY_MS;
/** Empty albums and artists this young may belong to a song that is being added. */
const SETTLED_MS = DAY_MS;
const BATCH = 100;

export interface SweepCatalogueDeps {
  catalogue: Pick<
    CatalogueStore,
    'purgeTrash' | 'listRemains' | 'forgetRemains' | 'deleteEmptyAlbums' | 'deleteUnusedArtists'
  >;
  references: CatalogueReferences;
  processed: Pick<BlobStore, 'delete'>;
  clock: Clock;
  logger: Logger;
}

/**
 * Empties the trash of what is in it for 30 days, and drops albums and artists that nothing belongs
 * to any more. Safe to run at any time and in several processes at once; what was cut short is
 * finished by the next run.
 */
export async function sweepCatalogue(deps: SweepCatalogueDeps): Promise<void> {
  const { catalogue, clock, logger } = deps;
  const now = clock.now().getTime();
  const settled = new Date(now - SETTLED_MS);
  const result = {
    purged: await catalogue.purgeTrash(new Date(now - TRASH_MS), BATCH),
    cleared: await clearRemains(deps),
    albums: await catalogue.deleteEmptyAlbums(settled, BATCH),
    artists: await catalogue.deleteUnusedArtists(settled, BATCH),
  };
  if (Object.values(result).some((count) => count > 0)) logger.info(result, 'catalogue swept');
}

/** Deletes what purged songs leave behind: their objects, and their place in people's libraries. */
async function clearRemains(deps: SweepCatalogueDeps): Promise<number> {
  const { catalogue, references, processed } = deps;
  const remains = await catalogue.listRemains(BATCH);
  for (const { songId, keys } of remains) {
    await processed.delete(keys);
    await references.forgetSong(songId);
    await catalogue.forgetRemains(songId);
  }
  return remains.length;
}
