import type { SongState } from '@madrigal/contract';
import type { Caller } from '../identity/index.ts';
import { type CursorPage, MadrigalError, pageByCursor } from '../shared/index.ts';
import type { AlbumSummary, Song } from './model.ts';
import type { CatalogueStore } from './ports.ts';

const SONGS_WITH_ALBUM = 200;

export interface AlbumWithSongs {
  album: AlbumSummary;
  /** By disc and track, for admins with drafts; goes on as the list of the album's songs by album. */
  songs: CursorPage<Song>;
}

/**
 * An album with its songs. One without published songs exists for admins alone.
 * @throws MadrigalError `not_found`
 */
export async function getAlbum(
  deps: { catalogue: Pick<CatalogueStore, 'getAlbum' | 'listSongs'> },
  caller: Caller,
  albumId: string,
): Promise<AlbumWithSongs> {
  const isAdmin = caller.role === 'admin';
  const states: SongState[] = isAdmin ? ['published', 'draft'] : ['published'];
  const [album, songs] = await Promise.all([
    deps.catalogue.getAlbum(albumId),
    pageByCursor('album', { limit: SONGS_WITH_ALBUM }, (page) =>
      deps.catalogue.listSongs({ order: 'album', states, albumId }, page),
    ),
  ]);
  if (isAdmin || album.songCount > 0) return { album, songs };
  throw new MadrigalError('not_found', 'There is no such album.');
}
