import type { SongState } from '@madrigal/contract';
import type { Caller } from '../identity/index.ts';
import { type CursorPage, MadrigalError, pageByCursor } from '../shared/index.ts';
import type { AlbumSummary, ArtistSummary, Song } from './model.ts';
import type { AlbumQuery, CatalogueStore } from './ports.ts';

const FIRST_ALBUMS = 100;
const FIRST_SONGS = 50;

export interface ArtistWithWorks {
  artist: ArtistSummary;
  /** Their own, newest year first; goes on as the list of albums by year. */
  albums: CursorPage<AlbumSummary>;
  /** Those of others with a song of theirs, newest year first; goes on like {@link albums}. */
  appearsOn: CursorPage<AlbumSummary>;
  /** By album, for admins with drafts; goes on as the list of the artist's songs by album. */
  songs: CursorPage<Song>;
}

/**
 * An artist with their albums and songs. One of whom nothing is published exists for admins alone.
 * @throws MadrigalError `not_found`
 */
export async function getArtist(
  deps: { catalogue: Pick<CatalogueStore, 'getArtist' | 'listAlbums' | 'listSongs'> },
  caller: Caller,
  artistId: string,
): Promise<ArtistWithWorks> {
  const { catalogue } = deps;
  const isAdmin = caller.role === 'admin';
  const states: SongState[] = isAdmin ? ['published', 'draft'] : ['published'];
  const albumsOf = (query: Pick<AlbumQuery, 'artistId' | 'featuring'>) =>
    pageByCursor('year', { limit: FIRST_ALBUMS }, (page) =>
      catalogue.listAlbums({ order: 'year', visibleOnly: true, ...query }, page),
    );
  const [artist, albums, appearsOn, songs] = await Promise.all([
    catalogue.getArtist(artistId),
    albumsOf({ artistId }),
    albumsOf({ featuring: artistId }),
    pageByCursor('album', { limit: FIRST_SONGS }, (page) =>
      catalogue.listSongs({ order: 'album', states, artistId }, page),
    ),
  ]);
  const isVisible = artist.songCount > 0 || artist.albumCount > 0;
  if (isVisible || isAdmin) return { artist, albums, appearsOn, songs };
  throw new MadrigalError('not_found', 'There is no such artist.');
}
