import type { SongChange } from '@madrigal/core/catalog';
import { wordsOfName } from '@madrigal/core/shared';
import { sql } from 'kysely';
import { type Db, holdNames, lockSongs, rememberWords, type Tx, writeSongs } from './identities.ts';
import { genreColumns, titleColumns } from './song-rows.ts';

export function changeSongs(
  db: Db,
  songIds: readonly string[],
  change: SongChange,
): Promise<string[]> {
  return db.transaction().execute(async (tx) => {
    await holdNames(tx, change);
    const found = await lockSongs(tx, songIds);
    if (found.length === 0) return [];
    if (change.artistIds) await replaceArtists(tx, found, change.artistIds);
    if (Object.values(change).some((value) => value !== undefined)) {
      await writeSongs(tx, found, changedColumns(change));
    }
    if (change.title !== undefined) await rememberWords(tx, wordsOfName(change.title));
    return found;
  });
}

function changedColumns(change: SongChange) {
  return {
    ...(change.title !== undefined && titleColumns(change.title)),
    ...(change.albumId !== undefined && { album_id: change.albumId }),
    ...(change.trackNumber !== undefined && { track_number: change.trackNumber }),
    ...(change.discNumber !== undefined && { disc_number: change.discNumber }),
    ...(change.year !== undefined && { year: change.year }),
    ...(change.genres !== undefined && genreColumns(change.genres)),
    ...(change.lyrics !== undefined && { lyrics: change.lyrics }),
    ...(change.cover !== undefined && { cover_key: change.cover }),
    ...(change.published !== undefined && { published: change.published }),
  };
}

async function replaceArtists(tx: Tx, songIds: string[], artistIds: string[]): Promise<void> {
  await tx.deleteFrom('song_artists').where('song_id', 'in', songIds).execute();
  await sql`
    INSERT INTO song_artists (song_id, position, artist_id)
    SELECT song_id, position, artist_id
    FROM unnest(${songIds}::uuid[]) AS song_id,
      unnest(${artistIds}::uuid[]) WITH ORDINALITY AS artist (artist_id, position)`.execute(tx);
}
