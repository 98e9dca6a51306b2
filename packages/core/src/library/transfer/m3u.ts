import {
  entryOf,
  type FileEntry,
  lengthOf,
  type PlaylistFile,
  textOf,
  type WrittenEntry,
  type WrittenPlaylist,
} from './model.ts';

/** Comment that names a song's own id. Players pass over what they do not know. */
const OWN_ID = '#MADRIGAL:';

/** Reads M3U and extended M3U. Nothing it points to is opened. */
export function readM3u(text: string): PlaylistFile {
  let name: string | null = null;
  let pending: Partial<FileEntry> = {};
  const entries: FileEntry[] = [];
  for (const raw of text.split(/\r\n|\r|\n/)) {
    const line = raw.trim();
    if (line === '') continue;
    if (line.startsWith('#')) {
      name ??= valueAfter(line, '#PLAYLIST:');
      pending = { ...pending, ...readComment(line) };
      continue;
    }
    entries.push(entryOf({ ...guessFromPath(line), ...pending }));
    pending = {};
  }
  return { name: textOf(name), description: null, entries };
}

function readComment(line: string): Partial<FileEntry> {
  const album = valueAfter(line, '#EXTALB:');
  if (album) return { album };
  const artist = valueAfter(line, '#EXTART:');
  if (artist) return { artist };
  const songId = valueAfter(line, OWN_ID);
  if (songId) return { songId };
  const info = valueAfter(line, '#EXTINF:');
  return info ? readInfo(info) : {};
}

function valueAfter(line: string, directive: string): string | null {
  const isIt = line.slice(0, directive.length).toUpperCase() === directive;
  return isIt ? line.slice(directive.length).trim() : null;
}

/** `215 attribute="a, b",Artist - Title`; a length of -1 or 0 is not known. */
function readInfo(info: string): Partial<FileEntry> {
  const comma = commaOutsideQuotes(info);
  const durationMs = lengthOf(Number.parseFloat(info) * 1000);
  const shown = comma < 0 ? '' : info.slice(comma + 1).trim();
  const split = shown.indexOf(' - ');
  if (split < 0) return { ...(shown && { title: shown }), durationMs };
  return { artist: shown.slice(0, split), title: shown.slice(split + 3), durationMs };
}

function commaOutsideQuotes(text: string): number {
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '"') quoted = !quoted;
    else if (text[at] === ',' && !quoted) return at;
  }
  return text.indexOf(',');
}

/** What `…/Artist/Album/01 - Title.mp3` and `Artist - Title.mp3` tell. */
function guessFromPath(path: string): Partial<FileEntry> {
  const parts = decodePath(path).split(/[\\/]+/);
  const fileName = parts.at(-1) ?? '';
  const stem = fileName.replace(/\.\w{1,5}$/, '');
  const pieces = stem.split(' - ').filter((piece) => !/^\s*\d*\s*$/.test(piece));
  const title = (pieces.at(-1) ?? stem).replace(/^\d{1,3}(?:[-.]\d{1,3})?[\s._-]+(?=\S)/, '');
  const folders =
    parts.length > 2 ? { artist: parts.at(-3) ?? null, album: parts.at(-2) ?? null } : {};
  return { fileName, title, ...folders, ...(pieces.length > 1 && { artist: pieces[0] ?? null }) };
}

/** Addresses are written with percent signs; a file name that only looks like it stays. */
function decodePath(path: string): string {
  if (!/^[a-z][a-z\d+.-]+:\/\//i.test(path)) return path;
  try {
    return decodeURIComponent(path.replace(/[?#].*$/, ''));
  } catch {
    return path;
  }
}

/** Extended M3U in UTF-8. The paths are those that a tidy music folder would have. */
export function writeM3u({ name, entries }: WrittenPlaylist): string {
  const lines = ['#EXTM3U', `#PLAYLIST:${oneLine(name)}`];
  for (const entry of entries) {
    const artist = oneLine(entry.artists.join(', '));
    lines.push(
      `#EXTINF:${Math.round(entry.durationMs / 1000)},${artist} - ${oneLine(entry.title)}`,
      `#EXTART:${artist}`,
      `#EXTALB:${oneLine(entry.album)}`,
      `${OWN_ID}${entry.songId}`,
      pathOf(entry),
    );
  }
  return `${lines.join('\n')}\n`;
}

function pathOf({ artists, album, title, trackNumber, extension }: WrittenEntry): string {
  const number = trackNumber === null ? '' : `${String(trackNumber).padStart(2, '0')} `;
  return `${safe(artists[0] ?? '')}/${safe(album)}/${number}${safe(title)}.${extension}`;
}

/** A name as part of a path on every system. */
function safe(name: string): string {
  const text = oneLine(name)
    .replace(/[<>:"/\\|?*]/g, '_')
    .replace(/^[.#]+|\.+$/g, '_');
  return text || '_';
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\s]+/gu, ' ').trim();
}
