import { listSongs } from './list-songs.ts';
import type { CatalogueStore } from './ports.ts';

export { type AddSongDeps, addSong } from './add-song.ts';
export type { Album, Artist, AudioFile, Loudness, NewSong, Song } from './model.ts';
export type { CatalogueStore, SongRecord } from './ports.ts';

export type Catalog = ReturnType<typeof createCatalog>;

/** Songs as listeners see them. */
export function createCatalog(deps: { catalogue: CatalogueStore }) {
  return {
    listSongs: (query: Parameters<typeof listSongs>[1]) => listSongs(deps, query),
    /** @throws MadrigalError `not_found` */
    getSong: (songId: string) => deps.catalogue.getSong(songId),
  };
}
