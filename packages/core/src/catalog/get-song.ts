import type { Caller } from '../identity/index.ts';
import { MadrigalError } from '../shared/index.ts';
import { type Song, stateOfSong } from './model.ts';
import type { CatalogueStore } from './ports.ts';

/** A song that the caller may see: drafts and the trash are for admins. @throws MadrigalError `not_found` */
export async function getVisibleSong(
  deps: { catalogue: Pick<CatalogueStore, 'getSong'> },
  caller: Caller,
  songId: string,
): Promise<Song> {
  const song = await deps.catalogue.getSong(songId);
  if (caller.role === 'admin' || stateOfSong(song) === 'published') return song;
  throw new MadrigalError('not_found', 'There is no such song.');
}
