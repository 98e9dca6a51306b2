import { MadrigalError } from '../../shared/index.ts';
import {
  entryOf,
  type FileEntry,
  lengthOf,
  type PlaylistFile,
  textOf,
  type WrittenPlaylist,
} from './model.ts';

const RECORDING = 'https://musicbrainz.org/recording/';
const OWN = 'urn:madrigal:song:';

type Json = Record<string, unknown>;

/**
 * Reads JSPF (xspf.org/jspf). What is not as it says is passed over.
 * @throws MadrigalError `invalid_request` for what is no JSON, or holds no list of tracks
 */
export function readJspf(text: string): PlaylistFile {
  const playlist = objectOf(objectOf(parse(text)).playlist);
  const { track } = playlist;
  if (!Array.isArray(track)) {
    throw new MadrigalError('invalid_request', 'This is no JSPF file: it holds no tracks.');
  }
  return {
    name: textOf(playlist.title),
    description: textOf(playlist.annotation),
    entries: track.map(readTrack),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new MadrigalError('invalid_request', 'This is no JSPF file: it is not valid JSON.', {
      cause,
    });
  }
}

function readTrack(value: unknown): FileEntry {
  const track = objectOf(value);
  // Both are a text in some programs, and a list of them in others.
  const identifiers = textsOf(track.identifier);
  const [location] = textsOf(track.location);
  return entryOf({
    title: textOf(track.title),
    artist: textOf(track.creator),
    album: textOf(track.album),
    durationMs: typeof track.duration === 'number' ? lengthOf(track.duration) : null,
    fileName: location?.split(/[\\/]/).at(-1) ?? null,
    recordingId: identifiers.find((each) => /musicbrainz\.org\/recording\//.test(each)) ?? null,
    songId: identifiers.find((each) => each.startsWith(OWN)) ?? null,
  });
}

function objectOf(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}

function textsOf(value: unknown): string[] {
  const values: unknown[] = Array.isArray(value) ? value.slice(0, 10) : [value];
  return values.filter((each) => typeof each === 'string');
}

/** JSPF with MusicBrainz identifiers where they are known. */
export function writeJspf({ name, description, entries }: WrittenPlaylist): string {
  const track = entries.map(({ title, artists, album, trackNumber, durationMs, ...ids }) => ({
    title,
    creator: artists.join(', '),
    album,
    ...(trackNumber !== null && trackNumber > 0 && { trackNum: trackNumber }),
    duration: durationMs,
    identifier: [...(ids.recordingId ? [RECORDING + ids.recordingId] : []), OWN + ids.songId],
  }));
  const playlist = { title: name, ...(description && { annotation: description }), track };
  return `${JSON.stringify({ playlist })}\n`;
}
