import type { CatalogueStore } from './ports.ts';
import type { WalkSongs } from './songs-in-batches.ts';

/** Publishes or hides all songs of a walk but those in the trash. */
export function publishSongs(
  { catalogue }: { catalogue: Pick<CatalogueStore, 'changeSongs'> },
  published: boolean,
  walk: WalkSongs,
): Promise<void> {
  return walk([published ? 'draft' : 'published'], async (songs) => {
    await catalogue.changeSongs(
      songs.map(({ id }) => id),
      { published },
    );
  });
}
