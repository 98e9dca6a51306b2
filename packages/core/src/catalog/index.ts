import type { Caller } from '../identity/index.ts';
import { getAlbum } from './get-album.ts';
import { getArtist } from './get-artist.ts';
import { getVisibleSong } from './get-song.ts';
import { type AlbumListQuery, listAlbums } from './list-albums.ts';
import { type ArtistListQuery, listArtists } from './list-artists.ts';
import { listSongs, type SongListQuery } from './list-songs.ts';
import type { CatalogueStore } from './ports.ts';

const MOST_GENRES = 1000;

export { type AddSongDeps, addSong } from './add-song.ts';
export { type CatalogEditing, createCatalogEditing, type EditingDeps } from './editing.ts';
export { type EnsureDeps, ensureAlbum, ensureArtists } from './ensure.ts';
export { findByName } from './find-by-name.ts';
export type { AlbumWithSongs } from './get-album.ts';
export type { ArtistWithWorks } from './get-artist.ts';
export { getVisibleSong } from './get-song.ts';
export { loudnessTogether } from './loudness-together.ts';
export {
  type Album,
  type AlbumSummary,
  type Artist,
  type ArtistSummary,
  type AudioFile,
  fileOfSong,
  type Genre,
  keysOfSong,
  type Loudness,
  type NewSong,
  type Song,
  type SongFile,
  stateOfSong,
} from './model.ts';
export {
  dropPictures,
  type OwnPictureDeps,
  type PrepareCover,
  replacePicture,
} from './own-picture.ts';
export type {
  AlbumChange,
  AlbumQuery,
  AlbumStore,
  ArtistQuery,
  ArtistStore,
  CatalogueMatches,
  CatalogueReferences,
  CatalogueSearch,
  CatalogueStore,
  NewAlbum,
  SongChange,
  SongQuery,
  SongRecord,
  SongRemains,
  SongStore,
} from './ports.ts';
export { rankMatches, type SearchCandidate } from './rank-matches.ts';
export { recognizeSong } from './recognize-song.ts';
export { allReferences } from './references.ts';
export { type AlbumCoverDeps, setAlbumCover } from './set-album-cover.ts';
export { type SweepCatalogueDeps, sweepCatalogue } from './sweep-catalogue.ts';
export { closestWords, ENOUGH_MATCHES, MOST_MEANT } from './typo.ts';

export type Catalog = ReturnType<typeof createCatalog>;

/** The catalogue as the caller may see it. */
export function createCatalog(deps: { catalogue: CatalogueStore }) {
  return {
    listSongs: (caller: Caller, query: SongListQuery) => listSongs(deps, caller, query),
    getSong: (caller: Caller, songId: string) => getVisibleSong(deps, caller, songId),
    listAlbums: (query: AlbumListQuery) => listAlbums(deps, query),
    getAlbum: (caller: Caller, albumId: string) => getAlbum(deps, caller, albumId),
    listArtists: (query: ArtistListQuery) => listArtists(deps, query),
    getArtist: (caller: Caller, artistId: string) => getArtist(deps, caller, artistId),
    /** Genres of published songs, the most frequent first. */
    listGenres: () => deps.catalogue.listGenres(MOST_GENRES),
  };
}
