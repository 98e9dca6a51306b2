import { type Clock, MadrigalError } from '../shared/index.ts';
import { type EnsureDeps, ensureAlbum, ensureArtists } from './ensure.ts';
import type { Song } from './model.ts';
import type { CatalogueStore, SongChange } from './ports.ts';

/** What an admin sets; artists and album by name, found again or created. */
export interface SongEdit extends Omit<SongChange, 'artistIds' | 'albumId' | 'cover'> {
  artistNames?: string[] | undefined;
  album?: { title: string; artistName: string } | undefined;
}

interface ChangeSongsDeps extends EnsureDeps {
  catalogue: EnsureDeps['catalogue'] & Pick<CatalogueStore, 'getSong' | 'changeSongs'>;
  clock: Clock;
}

/** @throws MadrigalError `not_found` */
export async function changeSong(
  deps: ChangeSongsDeps,
  songId: string,
  edit: SongEdit,
): Promise<Song> {
  const changed = await changeSongs(deps, [songId], edit);
  if (changed.length === 0) throw new MadrigalError('not_found', 'There is no such song.');
  return deps.catalogue.getSong(songId);
}

/** Makes one edit to many songs; answers the ids of those that exist. */
export async function changeSongs(
  deps: ChangeSongsDeps,
  songIds: readonly string[],
  edit: SongEdit,
): Promise<string[]> {
  const { artistNames, album, ...rest } = edit;
  const artistIds = artistNames && (await ensureArtists(deps, artistNames));
  const albumId =
    album &&
    (await ensureAlbum(deps, { ...album, year: rest.year ?? null, addedAt: deps.clock.now() })).id;
  return deps.catalogue.changeSongs(songIds, {
    ...rest,
    ...(artistIds && { artistIds }),
    ...(albumId !== undefined && { albumId }),
  });
}
