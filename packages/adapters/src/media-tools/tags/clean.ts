import type { AudioTags } from '@madrigal/core/media/process';
import type { ILyricsTag } from 'music-metadata';
import { readLyrics } from './lyrics.ts';

/** What a tag reader found, before anything of it is believed. */
export interface RawTags {
  title?: unknown;
  artists?: unknown;
  album?: unknown;
  albumArtists?: unknown;
  compilation?: unknown;
  track?: unknown;
  disc?: unknown;
  year?: unknown;
  genres?: unknown;
  lyrics?: readonly ILyricsTag[];
  recordingId?: unknown;
  releaseId?: unknown;
  artistIds?: unknown;
}

const MAX_TEXT = 1_000;
const MAX_VALUES = 50;
const MAX_NUMBER = 9_999;
const MAX_RAW_TEXT = 100_000;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
/**
 * Between names in one text. Only separators that hardly any name holds: not `/` (AC/DC), not `,`
 * (Earth, Wind & Fire), not `&` or `feat.`.
 */
const SEPARATOR = /; | \/ /;

/** Tags as the catalogue may hold them: bounded, printable, and null or [] where nothing is left. */
export function cleanTags(raw: RawTags): Omit<AudioTags, 'cover'> {
  const albumArtists = cleanNames(raw.albumArtists);
  return {
    title: cleanText(raw.title),
    artists: cleanNames(raw.artists),
    albumTitle: cleanText(raw.album),
    albumArtist: cleanText(albumArtists.join(', ')),
    compilation: raw.compilation === true,
    trackNumber: cleanNumber(raw.track),
    discNumber: cleanNumber(raw.disc),
    year: cleanNumber(raw.year),
    genres: cleanNames(raw.genres),
    lyrics: readLyrics(raw.lyrics ?? []),
    musicBrainz: {
      recordingId: cleanIds(raw.recordingId)[0] ?? null,
      releaseId: cleanIds(raw.releaseId)[0] ?? null,
      artistIds: cleanIds(raw.artistIds),
    },
  };
}

/** One line of printable text of at most 1,000 characters. */
function cleanText(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const text = readUtf8(value.slice(0, MAX_RAW_TEXT))
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    // Surrogates without their other half, noncharacters, and marks that turn the direction of
    // the text around them.
    .replace(/[\p{Cs}\uFEFF\uFFFE\uFFFF\u202A-\u202E\u2066-\u2069]/gu, '')
    .trim()
    .slice(0, MAX_TEXT)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trimEnd();
  return text === '' ? null : text;
}

/**
 * UTF-8 that a tag declared, or its reader took, as Latin-1: common in RIFF INFO, ID3v1 and ID3v2.3.
 * Latin-1 that happens to be valid UTF-8 beyond ASCII makes no words in any language.
 */
function readUtf8(text: string): string {
  if (!/^[\0-\xFF]*$/.test(text) || !/[\x80-\xFF]/.test(text)) return text;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(text, 'latin1'));
  } catch {
    return text;
  }
}

function cleanNames(value: unknown): string[] {
  const values = Array.isArray(value) ? value : [value];
  const names = values
    .slice(0, MAX_VALUES)
    .filter((entry) => typeof entry === 'string')
    .flatMap((entry) => entry.slice(0, MAX_RAW_TEXT).split(SEPARATOR))
    .map(cleanText)
    .filter((name) => name !== null);
  return [...new Set(names)].slice(0, MAX_VALUES);
}

function cleanNumber(value: unknown): number | null {
  const valid = typeof value === 'number' && Number.isInteger(value);
  return valid && value >= 1 && value <= MAX_NUMBER ? value : null;
}

function cleanIds(value: unknown): string[] {
  const values = Array.isArray(value) ? value : [value];
  const ids = values
    .slice(0, MAX_VALUES)
    .filter((entry) => typeof entry === 'string')
    .flatMap((entry) => entry.slice(0, MAX_RAW_TEXT).match(UUID) ?? [])
    .map((id) => id.toLowerCase());
  return [...new Set(ids)].slice(0, MAX_VALUES);
}
