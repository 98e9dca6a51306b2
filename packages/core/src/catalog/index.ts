import { listSongs } from './list-songs.ts';
import type { CatalogueStore } from './ports.ts';

export { type AddSongDeps, addSong } from './add-song.ts';
export { type EnsureDeps, ensureAlbum, ensureArtists } from './ensure.ts';
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
export type {
  AlbumChange,
  AlbumQuery,
  AlbumStore,
  ArtistStore,
  CatalogueMatches,
  CatalogueReferences,
  CatalogueSearch,
  CatalogueStore,
  NewAlbum,
  SongChange,
  SongQuery,
  SongRecord,
  SongStore,
} from './ports.ts';
export { rankMatches, type SearchCandidate } from './rank-matches.ts';
export { closestWords } from './typo.ts';

export type Catalog = ReturnType<typeof createCatalog>;

/** Songs as listeners see them. */
export function createCatalog(deps: { catalogue: CatalogueStore }) {
  return {
    listSongs: (query: Parameters<typeof listSongs>[1]) => listSongs(deps, query),
    /** @throws MadrigalError `not_found` */
    getSong: (songId: string) => deps.catalogue.getSong(songId),
  };
}
