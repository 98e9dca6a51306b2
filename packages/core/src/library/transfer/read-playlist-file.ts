import { MAX_PLAYLIST_ITEMS } from '@madrigal/contract';
import { MadrigalError } from '../../shared/index.ts';
import { looksLikeCsv, readCsv } from './csv.ts';
import { decodeText } from './decode-text.ts';
import { readJspf } from './jspf.ts';
import { readM3u } from './m3u.ts';
import { type PlaylistFile, textOf } from './model.ts';

/**
 * What a playlist file of any format holds. The content tells the format, and the file's name where
 * the content could be either; it also names a list that has no name of its own.
 * @throws MadrigalError `invalid_request` for what is none, is empty, or holds too many songs
 */
export function readPlaylistFile(fileName: string, bytes: Uint8Array): PlaylistFile {
  const text = decodeText(bytes);
  const file = parserOf(fileName, text)(text);
  if (file.entries.length === 0) {
    throw new MadrigalError('invalid_request', 'There are no songs in this file.');
  }
  if (file.entries.length > MAX_PLAYLIST_ITEMS) {
    const most = MAX_PLAYLIST_ITEMS.toLocaleString('en');
    throw new MadrigalError('invalid_request', `A playlist holds at most ${most} songs.`);
  }
  const stem = fileName.replace(/^.*[\\/]/, '').replace(/\.\w{1,5}$/, '');
  return { ...file, name: file.name ?? textOf(stem) };
}

function parserOf(fileName: string, text: string): (text: string) => PlaylistFile {
  const start = text.slice(0, 1000).trimStart();
  if (start.startsWith('{')) return readJspf;
  if (/^#EXT/i.test(start)) return readM3u;
  const isTable = /\.(?:csv|tsv)$/i.test(fileName) || looksLikeCsv(text);
  return isTable ? readCsv : readM3u;
}
