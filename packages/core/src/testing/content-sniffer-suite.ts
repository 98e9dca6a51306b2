import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AudioContainer, ContentSniffer } from '../media/dispatch/index.ts';

/** Real audio of one kind, as `makeSamples` made it. */
export interface SniffSample {
  what: string;
  path: string;
  container: AudioContainer;
}

const HEADER_OF_PICTURE = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

/** Files that are no audio: name, content, and the words for it. */
const others: readonly (readonly [name: string, content: string | Buffer, words: string])[] = [
  ['picture.mp3', HEADER_OF_PICTURE, 'a PNG image'],
  ['photo.mp3', Buffer.from('ffd8ffe000104a464946', 'hex'), 'a JPEG image'],
  ['photo.m4a', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0', 'latin1'), 'a HEIC image'],
  ['cover.wav', Buffer.from('RIFF\0\0\0\0WEBPVP8 ', 'latin1'), 'a WebP image'],
  ['film.wav', Buffer.from('RIFF\0\0\0\0AVI LIST', 'latin1'), 'an AVI video'],
  ['film.m4a', Buffer.from('\0\0\0\x20ftypM4V \0\0\0\0', 'latin1'), 'an MP4 video'],
  ['film.ogg', Buffer.from(`OggS${'\0'.repeat(24)}\x80theora`, 'latin1'), 'an Ogg video'],
  ['film.mkv', Buffer.from('1a45dfa3934282886d6174726f736b61', 'hex'), 'a Matroska video'],
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

/** What every sniffer promises: content decides, never the name. */
export function contentSnifferSuite(
  engine: string,
  sniffer: ContentSniffer,
  makeSamples: (dir: string) => Promise<SniffSample[]>,
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
