import type { PlaylistFileFormat } from '@madrigal/contract';
import type { Song } from '../../catalog/index.ts';
import type { Caller } from '../../identity/index.ts';
import type { LibraryDeps } from '../deps.ts';
import { shownItemsOf } from '../list-playlist-items.ts';
import { getReadablePlaylist } from '../own-playlist.ts';
import { writeCsv } from './csv.ts';
import { writeJspf } from './jspf.ts';
import { writeM3u } from './m3u.ts';
import type { WrittenEntry, WrittenPlaylist } from './model.ts';

const BATCH = 500;

const writers: Readonly<Record<PlaylistFileFormat, (playlist: WrittenPlaylist) => string>> = {
  m3u8: writeM3u,
  jspf: writeJspf,
  csv: writeCsv,
};

/**
 * A playlist the caller may read, as a file; songs nobody can see at the moment are left out.
 * @throws MadrigalError `not_found`
 */
export async function exportPlaylist(
  deps: LibraryDeps,
  caller: Caller,
  playlistId: string,
  format: PlaylistFileFormat,
): Promise<{ fileName: string; text: string }> {
  const playlist = await getReadablePlaylist(deps, caller, playlistId);
  const entries: WrittenEntry[] = [];
  let cursor: string | undefined;
  do {
    const page = await shownItemsOf(deps, playlist, { limit: BATCH, cursor });
    entries.push(...page.items.map(({ song }) => writtenOf(song)));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  const { name, description } = playlist;
  const stem = name.replace(/[<>:"/\\|?*\p{Cc}]/gu, '_').replace(/^\.+|\.+$/g, '_');
  return {
    fileName: `${stem}.${format}`,
    text: writers[format]({ name, description, entries }),
  };
}

function writtenOf(song: Song): WrittenEntry {
  const { title, trackNumber, durationMs, original } = song;
  return {
    title,
    artists: song.artists.map(({ name }) => name),
    album: song.album.title,
    trackNumber,
    durationMs,
    recordingId: song.musicBrainz.recordingId,
    songId: song.id,
    extension: /\.(\w{1,5})$/.exec(original.key)?.[1] ?? 'mp3',
  };
}
