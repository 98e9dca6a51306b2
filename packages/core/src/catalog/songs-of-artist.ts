import type { SongState } from '@madrigal/contract';
import type { Position } from '../shared/index.ts';
import type { AlbumSummary, Song } from './model.ts';
import type { CatalogueStore } from './ports.ts';
import { forEachBatch } from './songs-in-batches.ts';

const ALBUM_BATCH = 100;

/**
 * An artist's own songs in some states, a batch at a time: those on albums of theirs, whoever sings,
 * and those elsewhere of which they are the only artist. `work` may change what it may in
 * {@link forEachBatch}; a song that stays in one of the states can come twice.
 */
export async function forEachBatchOfArtist(
  deps: { catalogue: Pick<CatalogueStore, 'listAlbums' | 'listSongs'> },
  artistId: string,
  states: readonly SongState[],
  work: (songs: Song[]) => Promise<void>,
): Promise<void> {
  let after: Position | null = null;
  do {
    const page: { items: AlbumSummary[]; next: Position | null } = await deps.catalogue.listAlbums(
      { order: 'added', artistId, visibleOnly: false },
      { limit: ALBUM_BATCH, ...(after && { after }) },
    );
    for (const { id } of page.items) await forEachBatch(deps, { albumId: id, states }, work);
    after = page.next;
  } while (after);
  await forEachBatch(deps, { artistId, states }, async (songs) => {
    const alone = songs.filter(({ artists }) => artists.length === 1);
    if (alone.length > 0) await work(alone);
  });
}
