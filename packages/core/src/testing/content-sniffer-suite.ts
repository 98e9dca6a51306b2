import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AudioContainer, ContentSniffer, VideoContainer } from '../media/dispatch/index.ts';

/** Real audio of one kind, as `makeSamples` made it. */
export interface SniffSample {
  what: string;
  path: string;
  container: AudioContainer;
}

/** A video, with pictures that move, as `makeVideos` made it. */
export interface VideoSample {
  what: string;
  path: string;
  format: VideoContainer;
}

const HEADER_OF_PICTURE = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

/** Files that are no audio: name, content, and the words for it. */
const others: readonly (readonly [name: string, content: string | Buffer, words: string])[] = [
  ['film.ogg', Buffer.from(`OggS${'\0'.repeat(24)}\x80theora`, 'latin1'), 'an Ogg video'],
  ['score.mp3', '%PDF-1.7\n', 'a PDF document'],
  ['album.mp3', Buffer.from('504b0304140000000800', 'hex'), 'a ZIP archive'],
  ['page.mp3', '<!DOCTYPE html><title>404</title>', 'a web page'],
  ['drawing.mp3', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'an SVG image'],
  ['list.mp3', '#EXTM3U\n#EXTINF:3,Song\nhttp://example.org/a.mp3\n', 'a playlist (M3U)'],
  ['plain-list.mp3', 'one.mp3\nfolder/two.flac\n', 'a playlist (M3U)'],
  ['stream.mp3', '#EXTM3U\n#EXT-X-TARGETDURATION:6\n', 'a playlist (HLS)'],
  ['concat.mp3', 'ffconcat version 1.0\nfile secret.mp3\n', 'a playlist (FFmpeg concat)'],
  ['lyrics.mp3', 'First line\nsecond line, ünïcödé\n', 'text'],
  [
    'bytes.mp3',
    Buffer.from(Array.from({ length: 999 }, (_, at) => (at * 7) % 251)),
    'unknown kind',
  ],
  ['empty.mp3', '', 'an empty file'],
];

const latin1 = (text: string) => Buffer.from(text, 'latin1');
const ftyp = (brands: string) =>
  Buffer.concat([latin1(`\0\0\0${String.fromCharCode(8 + brands.length)}ftyp`), latin1(brands)]);
/** Little-endian TIFF with one directory of these tags. */
const tiff = (...tags: number[]) => {
  const bytes = Buffer.alloc(10 + tags.length * 12);
  bytes.write('II*\0\x08', 'latin1');
  bytes.writeUInt16LE(tags.length, 8);
  tags.forEach((tag, index) => void bytes.writeUInt16LE(tag, 10 + index * 12));
  return bytes;
};
const transportStream = (packet: number, start: number) => {
  const bytes = Buffer.alloc(packet * 4);
  for (let at = start; at < bytes.length; at += packet) bytes[at] = 0x47;
  return bytes;
};

/** Pictures and videos: name, content, what they are, and the words for it. */
const visible: readonly (readonly [
  name: string,
  content: Buffer,
  found: { kind: 'image' | 'video'; format: string },
  words: string,
])[] = [
  ['picture.mp3', HEADER_OF_PICTURE, { kind: 'image', format: 'png' }, 'a PNG image'],
  [
    'photo.mp3',
    Buffer.from('ffd8ffe000104a46', 'hex'),
    { kind: 'image', format: 'jpeg' },
    'a JPEG',
  ],
  ['photo.m4a', ftyp('heic\0\0\0\0mif1heic'), { kind: 'image', format: 'heif' }, 'a HEIC image'],
  ['phone.jpg', ftyp('mif1\0\0\0\0mif1heic'), { kind: 'image', format: 'heif' }, 'a HEIC image'],
  ['photo.avif', ftyp('avif\0\0\0\0mif1miaf'), { kind: 'image', format: 'avif' }, 'an AVIF image'],
  ['other.avif', ftyp('mif1\0\0\0\0avifmiaf'), { kind: 'image', format: 'avif' }, 'an AVIF image'],
  ['cover.wav', latin1('RIFF\0\0\0\0WEBPVP8 '), { kind: 'image', format: 'webp' }, 'a WebP image'],
  ['moving.mp3', latin1('GIF89a\x01\0\x01\0'), { kind: 'image', format: 'gif' }, 'a GIF image'],
  ['scan.mp3', tiff(0x100, 0x101), { kind: 'image', format: 'tiff' }, 'a TIFF image'],
  ['dng.tif', tiff(0x100, 0xc612), { kind: 'image', format: 'raw' }, 'a raw image'],
  ['nef.tif', tiff(0x10f, 0x14a), { kind: 'image', format: 'raw' }, 'a raw image'],
  ['cr3.mp4', ftyp('crx \0\0\0\x01crx isom'), { kind: 'image', format: 'raw' }, 'a Canon raw'],
  ['raf.jpg', latin1('FUJIFILMCCD-RAW 0201'), { kind: 'image', format: 'raw' }, 'a Fujifilm raw'],
  ['cr2.tif', latin1('II*\0\x10\0\0\0CR\x02\0'), { kind: 'image', format: 'raw' }, 'a Canon raw'],
  ['orf.jpg', latin1('IIRO\x08\0\0\0'), { kind: 'image', format: 'raw' }, 'an Olympus raw'],
  ['rw2.jpg', latin1('IIU\0\x18\0\0\0'), { kind: 'image', format: 'raw' }, 'a Panasonic raw'],
  ['film.wav', latin1('RIFF\0\0\0\0AVI LIST'), { kind: 'video', format: 'avi' }, 'an AVI video'],
  ['film.m4a', ftyp('M4V \0\0\0\0isom'), { kind: 'video', format: 'mp4' }, 'an MP4 video'],
  ['film.mp3', ftyp('qt  \0\0\0\0qt  '), { kind: 'video', format: 'mp4' }, 'a QuickTime video'],
  [
    'film.mkv',
    Buffer.from('1a45dfa3934282886d6174726f736b61', 'hex'),
    { kind: 'video', format: 'matroska' },
    'a Matroska video',
  ],
  ['film.ts', transportStream(188, 0), { kind: 'video', format: 'mpegts' }, 'transport stream'],
  ['camera.mts', transportStream(192, 4), { kind: 'video', format: 'mpegts' }, 'transport stream'],
];

/** What every sniffer promises: content decides, never the name. */
export function contentSnifferSuite(
  engine: string,
  sniffer: ContentSniffer,
  makeSamples: (dir: string) => Promise<SniffSample[]>,
  makeVideos: (dir: string) => Promise<VideoSample[]>,
): void {
  describe(`content sniffer of ${engine}`, () => {
    let dir: string;
    let samples: SniffSample[];
    beforeAll(async () => {
      dir = await mkdtemp(path.join(tmpdir(), 'madrigal-sniff-'));
      samples = await makeSamples(dir);
    });
    afterAll(() => rm(dir, { recursive: true }));

    it('knows every kind of audio', async () => {
      const found = await Promise.all(samples.map((sample) => sniffer.sniff(sample.path)));
      const expected = samples.map(({ container }) => ({ kind: 'audio', container }));
      expect(found).toEqual(expected);
    });

    it('tells videos from sound in the same containers', async () => {
      for (const { what, path: file, format } of await makeVideos(dir)) {
        expect(await sniffer.sniff(file), what).toMatchObject({ kind: 'video', format });
      }
    });

    it.each(visible)('knows that %s can be looked at', async (name, content, found, words) => {
      const file = path.join(dir, `visible-${name}`);
      await writeFile(file, content);
      const sniffed = await sniffer.sniff(file);
      expect(sniffed).toMatchObject(found);
      expect(sniffed.kind !== 'audio' && sniffed.description).toContain(words);
    });

    it.each(others)('says what %s really is', async (name, content, words) => {
      const file = path.join(dir, `other-${name}`);
      await writeFile(file, content);
      const found = await sniffer.sniff(file);
      expect(found.kind).toBe('other');
      expect(found.kind === 'other' && found.description).toContain(words);
    });

    it('finds a picture behind an ID3 tag', async () => {
      const file = path.join(dir, 'tagged-picture.mp3');
      const tag = Buffer.concat([
        Buffer.from('ID3\x04\0\0\0\0\x01\0', 'latin1'),
        Buffer.alloc(128),
      ]);
      await writeFile(file, Buffer.concat([tag, HEADER_OF_PICTURE]));
      const found = await sniffer.sniff(file);
      expect(found).toMatchObject({ kind: 'other' });
      expect(found.kind === 'other' && found.description).toContain('a PNG image');
    });
  });
}
