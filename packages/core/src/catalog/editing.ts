import type { EventBus } from '../notifications/index.ts';
import type { Clock } from '../shared/index.ts';
import { changeAlbum } from './change-album.ts';
import { changeArtist } from './change-artist.ts';
import { changeSong, changeSongs, type SongEdit } from './change-songs.ts';
import {
  deleteAlbum,
  deleteArtist,
  deleteSongs,
  restoreAlbum,
  restoreArtist,
  restoreSongs,
} from './delete-songs.ts';
import { mergeArtists } from './merge-artists.ts';
import type { OwnPictureDeps } from './own-picture.ts';
import type { CatalogueReferences, CatalogueStore } from './ports.ts';
import { setArtistPicture } from './set-artist-picture.ts';

export interface EditingDeps {
  catalogue: CatalogueStore;
  references: CatalogueReferences;
  pictures: OwnPictureDeps;
  events: Pick<EventBus, 'publish'>;
  clock: Clock;
  newId: () => string;
}

export type CatalogEditing = ReturnType<typeof createCatalogEditing>;

/** What admins do to the catalogue. Open pages hear of everything that was changed. */
export function createCatalogEditing(deps: EditingDeps) {
  const tell = async <Answer>(change: Promise<Answer>): Promise<Answer> => {
    const answer = await change;
    await deps.events.publish('everyone', { type: 'catalogue.changed' });
    return answer;
  };
  return {
    changeSong: (songId: string, edit: SongEdit) => tell(changeSong(deps, songId, edit)),
    changeSongs: (songIds: readonly string[], edit: SongEdit) =>
      tell(changeSongs(deps, songIds, edit)),
    deleteSongs: (songIds: readonly string[]) => tell(deleteSongs(deps, songIds)),
    restoreSongs: (songIds: readonly string[]) => tell(restoreSongs(deps, songIds)),
    changeAlbum: (albumId: string, edit: Parameters<typeof changeAlbum>[2]) =>
      tell(changeAlbum(deps, albumId, edit)),
    deleteAlbum: (albumId: string) => tell(deleteAlbum(deps, albumId)),
    restoreAlbum: (albumId: string) => tell(restoreAlbum(deps, albumId)),
    changeArtist: (artistId: string, edit: Parameters<typeof changeArtist>[2]) =>
      tell(changeArtist(deps, artistId, edit)),
    deleteArtist: (artistId: string) => tell(deleteArtist(deps, artistId)),
    restoreArtist: (artistId: string) => tell(restoreArtist(deps, artistId)),
    setArtistPicture: (artistId: string, picture: Uint8Array | null) =>
      tell(setArtistPicture({ ...deps.pictures, catalogue: deps.catalogue }, artistId, picture)),
    mergeArtists: (fromId: string, toId: string) => tell(mergeArtists(deps, fromId, toId)),
  };
}
