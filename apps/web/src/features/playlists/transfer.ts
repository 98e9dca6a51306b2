import {
  endpoints,
  MAX_ENTRIES_TO_MATCH,
  MAX_PLAYLIST_FILE_BYTES,
  type Playlist,
  type PlaylistFileEntry,
  type PlaylistFileFormat,
  type PlaylistFileMatch,
} from '@madrigal/contract';
import { toBase64 } from '../../api/base64.ts';
import { request } from '../../api/request.ts';
import { saveFile } from '../../api/save-file.ts';
import { t } from '../../messages/index.ts';

const batch = 500;
const types = { m3u8: 'audio/x-mpegurl', jspf: 'application/json', csv: 'text/csv' } as const;

/** Saves a playlist as a file. */
export async function exportPlaylist(
  playlist: Playlist,
  format: PlaylistFileFormat,
): Promise<void> {
  const params = { playlistId: playlist.id };
  const file = await request(endpoints.exportPlaylist, { params, query: { format } });
  saveFile(file.fileName, file.text, types[format]);
}

/** An entry of a file with the songs it may mean. */
export interface Matched extends PlaylistFileMatch {
  entry: PlaylistFileEntry;
}

export interface ReadFile {
  name: string;
  description: string;
  matched: Matched[];
}

/** Reads a playlist file and finds its songs; tells how far it is, 0 to 1. */
export async function readFile(
  file: File,
  onProgress: (done: number) => void,
  signal: AbortSignal,
): Promise<ReadFile> {
  if (file.size > MAX_PLAYLIST_FILE_BYTES) throw new Error(t('transfer.import.tooLarge'));
  const bytes = new Uint8Array(await file.arrayBuffer());
  const body = { fileName: file.name.slice(-255), file: toBase64(bytes) };
  const { entries, name, description } = await request(
    endpoints.readPlaylistFile,
    { body },
    signal,
  );
  const matched: Matched[] = [];
  while (matched.length < entries.length) {
    onProgress(matched.length / entries.length);
    const part = entries.slice(matched.length, matched.length + MAX_ENTRIES_TO_MATCH);
    const { matches } = await request(
      endpoints.matchPlaylistFile,
      { body: { entries: part } },
      signal,
    );
    matched.push(...part.flatMap((entry, index) => ({ entry, ...(matches[index] ?? nothing) })));
  }
  return { name: (name ?? '').slice(0, 200), description: description ?? '', matched };
}

const nothing: PlaylistFileMatch = { song: null, reason: null, candidates: [] };

/** Makes a playlist of any number of songs; repeated with the same id it makes no second one. */
export async function makePlaylist(
  list: { id: string; name: string; description: string; songIds: readonly string[] },
  onProgress: (done: number) => void,
): Promise<Playlist> {
  const { songIds, ...details } = list;
  let playlist = await request(endpoints.createPlaylist, {
    body: { ...details, songIds: songIds.slice(0, batch) },
  });
  // A repeat goes on behind what is there already.
  for (let at = playlist.itemCount; at < songIds.length; at += batch) {
    onProgress(at / songIds.length);
    const body = { songIds: songIds.slice(at, at + batch), version: playlist.version };
    const params = { playlistId: playlist.id };
    ({ playlist } = await request(endpoints.addPlaylistItems, { params, body }));
  }
  return playlist;
}
