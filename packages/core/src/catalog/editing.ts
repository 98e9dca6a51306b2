import type { Clock } from '../shared/index.ts';
import { changeAlbum } from './change-album.ts';
import { changeSong, changeSongs, type SongEdit } from './change-songs.ts';
import { deleteAlbum, deleteSongs, restoreAlbum, restoreSongs } from './delete-songs.ts';
import { mergeArtists } from './merge-artists.ts';
import type { CatalogueReferences, CatalogueStore } from './ports.ts';
import { renameArtist } from './rename-artist.ts';

export interface EditingDeps {
  catalogue: CatalogueStore;
  references: CatalogueReferences;
  clock: Clock;
  newId: () => string;
}

export type CatalogEditing = ReturnType<typeof createCatalogEditing>;

/** What admins do to the catalogue. */
export function createCatalogEditing(deps: EditingDeps) {
  return {
    changeSong: (songId: string, edit: SongEdit) => changeSong(deps, songId, edit),
    changeSongs: (songIds: readonly string[], edit: SongEdit) => changeSongs(deps, songIds, edit),
    deleteSongs: (songIds: readonly string[]) => deleteSongs(deps, songIds),
    restoreSongs: (songIds: readonly string[]) => restoreSongs(deps, songIds),
    changeAlbum: (albumId: string, edit: Parameters<typeof changeAlbum>[2]) =>
      changeAlbum(deps, albumId, edit),
    deleteAlbum: (albumId: string) => deleteAlbum(deps, albumId),
    restoreAlbum: (albumId: string) => restoreAlbum(deps, albumId),
    renameArtist: (artistId: string, name: string) => renameArtist(deps, artistId, name),
    mergeArtists: (fromId: string, toId: string) => mergeArtists(deps, fromId, toId),
  };
}
