import { hasText } from './bytes.ts';

/** Magic numbers of what people send by mistake: bytes at an offset, then what it is. */
const magics: readonly (readonly [string, number, string])[] = [
  ['\x89PNG\r\n\x1a\n', 0, 'a PNG image'],
  ['\xff\xd8\xff', 0, 'a JPEG image'],
  ['GIF8', 0, 'a GIF image'],
  ['BM', 0, 'a BMP image'],
  ['II*\0', 0, 'a TIFF image'],
  ['MM\0*', 0, 'a TIFF image'],
  ['\0\0\x01\0', 0, 'an icon'],
  ['8BPS', 0, 'a Photoshop document'],
  ['\xff\x0a', 0, 'a JPEG XL image'],
  ['JXL ', 4, 'a JPEG XL image'],
  ['WEBP', 8, 'a WebP image'],
  ['%PDF', 0, 'a PDF document'],
  ['PK\x03\x04', 0, 'a ZIP archive'],
  ['PK\x05\x06', 0, 'a ZIP archive'],
  ['Rar!', 0, 'a RAR archive'],
  ['7z\xbc\xaf', 0, 'a 7z archive'],
  ['\x1f\x8b', 0, 'a gzip archive'],
  ['BZh', 0, 'a bzip2 archive'],
  ['\xfd7zXZ', 0, 'an xz archive'],
  ['\x28\xb5\x2f\xfd', 0, 'a Zstandard archive'],
  ['ustar', 257, 'a tar archive'],
  ['AVI ', 8, 'an AVI video'],
  ['FLV\x01', 0, 'a Flash video'],
  ['\0\0\x01\xba', 0, 'an MPEG video'],
  ['\0\0\x01\xb3', 0, 'an MPEG video'],
  ['0&\xb2u\x8ef\xcf\x11', 0, 'a Windows Media file'],
  ['MAC ', 0, "a Monkey's Audio file"],
  ['wvpk', 0, 'a WavPack file'],
  ['MPCK', 0, 'a Musepack file'],
  ['MP+', 0, 'a Musepack file'],
  ['DSD ', 0, 'a DSD file'],
  ['FRM8', 0, 'a DSD file'],
  ['TTA1', 0, 'a True Audio file'],
  ['caff', 0, 'a Core Audio file'],
  ['riff\x2e\x91\xcf\x11', 0, 'a Wave64 file'],
  ['#!AMR', 0, 'an AMR recording'],
  ['MThd', 0, 'a MIDI file'],
  ['\x7fELF', 0, 'a program'],
  ['MZ', 0, 'a Windows program'],
  ['SQLite format 3\0', 0, 'a database'],
  ['\xd0\xcf\x11\xe0', 0, 'an Office document'],
  ['{\\rtf', 0, 'an RTF document'],
];

/** First characters of text files, after white space and a byte order mark. */
const texts: readonly (readonly [RegExp, string])[] = [
  [/^#EXTM3U[\s\S]*#EXT-X-/i, 'a playlist (HLS)'],
  [/^#EXT(M3U|INF)/i, 'a playlist (M3U)'],
  [/^\[playlist\]/i, 'a playlist (PLS)'],
  [/^ffconcat /i, 'a playlist (FFmpeg concat)'],
  [/^(rem |performer |title |file )[\s\S]*^\s*track \d+ audio/im, 'a cue sheet'],
  [/^(<!doctype html|<html|<head|<body)/i, 'a web page'],
  [/^(<\?xml[\s\S]*)?<svg/i, 'an SVG image'],
  [/^<\?xml/i, 'an XML document'],
  [/^#!/, 'a script'],
  [/^(\{\s*"|\[\s*[{["\d])/, 'JSON text'],
];

/** Says for people what a file is, by its first bytes. */
export function describe(head: Uint8Array): string {
  if (head.length === 0) return 'an empty file';
  const magic = magics.find(([bytes, at]) => hasText(head, bytes, at));
  if (magic) return magic[2];
  if (hasText(head, 'OggS')) return 'an Ogg video';
  if (hasText(head, '\x1a\x45\xdf\xa3')) return 'a Matroska video';
  if (hasText(head, 'ftyp', 4)) return 'an MP4 video';
  if (isTransportStream(head)) return 'an MPEG video';
  return describeText(head) ?? 'a file of an unknown kind';
}

const TS_PACKET = 188;

/** MPEG-2 transport streams, with the time stamps of cameras (M2TS) or without (ISO/IEC 13818-1). */
export function isTransportStream(head: Uint8Array): boolean {
  return [
    [0, TS_PACKET],
    [4, TS_PACKET + 4],
  ].some(([start = 0, packet = 0]) =>
    [0, 1, 2].every((index) => head[start + index * packet] === 0x47),
  );
}

function describeText(head: Uint8Array): string | null {
  const text = decodeText(head);
  if (text === null) return null;
  const start = text.replace(/^\uFEFF/, '').trimStart();
  const known = texts.find(([pattern]) => pattern.test(start))?.[1];
  if (known) return known;
  return isListOfFiles(start) ? 'a playlist (M3U)' : 'text';
}

function decodeText(head: Uint8Array): string | null {
  try {
    const utf16 = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
    const encoding = utf16 ? (head[0] === 0xff ? 'utf-16le' : 'utf-16be') : 'utf-8';
    // `stream` keeps a character that the head cuts in two from counting as an error.
    const text = new TextDecoder(encoding, { fatal: true }).decode(head, { stream: true });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters tell binary from text
    return /[\x00-\x08\x0e-\x1a]/.test(text) ? null : text;
  } catch {
    return null;
  }
}

function isListOfFiles(text: string): boolean {
  const lines = text.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#'));
  return (
    lines.length > 0 && lines.every((line) => /\.(mp3|flac|m4a|ogg|opus|wav|aiff?)$/i.test(line))
  );
}
