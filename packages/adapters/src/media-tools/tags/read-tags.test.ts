import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AudioContainer } from '@madrigal/core/media/dispatch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { synthesise } from '../../../../../tests/fixtures/audio.ts';
import { withFlacComments } from '../../../../../tests/fixtures/flac.ts';
import {
  type Id3Frame,
  id3Tag,
  latin1Frame,
  lyricsFrame,
  ownerFrame,
  pictureFrame,
  textFrame,
  timedLyricsFrame,
  userTextFrame,
} from '../../../../../tests/fixtures/id3.ts';
import { readTags } from './index.ts';

type ReadTags = Awaited<ReturnType<typeof readTags>>;

const ID = '0383dadf-2a4e-4d10-a46a-e9e041da8eb3';
const OTHER_ID = '87c5dedd-371d-4a53-9f7f-80522fb7f3cb';
const signal = new AbortController().signal;

let dir: string;
let mp3: Buffer;
let flac: Buffer;
beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'madrigal-tags-'));
  mp3 = await readFile(await synthesise(dir, { format: 'mp3', seconds: 1 }));
  flac = await readFile(await synthesise(dir, { format: 'flac', seconds: 1 }));
});
afterAll(() => rm(dir, { recursive: true }));

async function read(bytes: Buffer, container: AudioContainer = 'mp3'): Promise<ReadTags> {
  const file = path.join(dir, 'tagged.bin');
  await writeFile(file, bytes);
  return readTags(file, container, signal);
}

function readId3(frames: Id3Frame[], version: 3 | 4 = 4): Promise<ReadTags> {
  return read(Buffer.concat([id3Tag(frames, version), mp3]));
}

describe('several artists', () => {
  it('come from the values of one ID3v2.4 frame', async () => {
    const { tags } = await readId3([textFrame('TPE1', 'Björk', '坂本龍一', 'AC/DC')]);
    expect(tags.artists).toEqual(['Björk', '坂本龍一', 'AC/DC']);
  });

  it('come from repeated Vorbis comments', async () => {
    const comments = [
      ['ARTIST', 'Brian Eno'],
      ['ARTIST', 'David Byrne'],
      ['GENRE', 'Art Rock'],
      ['GENRE', 'Funk'],
    ] as const;
    const { tags } = await read(withFlacComments(flac, comments), 'flac');
    expect(tags).toMatchObject({
      artists: ['Brian Eno', 'David Byrne'],
      genres: ['Art Rock', 'Funk'],
    });
  });

  it('come from ARTISTS where the display name joins them', async () => {
    const { tags } = await readId3([
      textFrame('TPE1', 'Eno & Byrne'),
      userTextFrame('ARTISTS', 'Brian Eno', 'David Byrne'),
    ]);
    expect(tags.artists).toEqual(['Brian Eno', 'David Byrne']);
  });

  it('are not made of a name with a slash', async () => {
    const { tags } = await readId3([latin1Frame('TPE1', 'AC/DC'), latin1Frame('TPE2', 'AC/DC')], 3);
    expect(tags).toMatchObject({ artists: ['AC/DC'], albumArtist: 'AC/DC' });
  });
});

it('reads ids, compilation, numbers and the front cover', async () => {
  const front = Buffer.from('front');
  const { tags } = await readId3([
    textFrame('TRCK', '7/12'),
    textFrame('TPOS', '2/3'),
    textFrame('TDRC', '2004-05-06'),
    textFrame('TCMP', '1'),
    ownerFrame('http://musicbrainz.org', ID),
    userTextFrame('MusicBrainz Album Id', OTHER_ID),
    userTextFrame('MusicBrainz Artist Id', ID, OTHER_ID),
    pictureFrame('image/png', Buffer.from('back'), 4),
    pictureFrame('image/png', front, 3),
  ]);
  expect(tags).toMatchObject({
    trackNumber: 7,
    discNumber: 2,
    year: 2004,
    compilation: true,
    musicBrainz: { recordingId: ID, releaseId: OTHER_ID, artistIds: [ID, OTHER_ID] },
  });
  expect(tags.cover).toEqual(new Uint8Array(front));
});

it('reads plain and timed lyrics', async () => {
  const plain = await readId3([lyricsFrame('Erste Zeile\nzweite Zeile')]);
  expect(plain.tags.lyrics).toBe('Erste Zeile\nzweite Zeile');
  const timed = await readId3([
    timedLyricsFrame([
      [1000, 'one'],
      [2500, 'two'],
    ]),
  ]);
  expect(timed.tags.lyrics).toBe('[00:01.00]one\n[00:02.50]two');
  const comments = [['LYRICS', '[00:01.00]eins\n[00:02.50]zwei']] as const;
  const { tags } = await read(withFlacComments(flac, comments), 'flac');
  expect(tags.lyrics).toBe('[00:01.00]eins\n[00:02.50]zwei');
});

describe('hostile tags', () => {
  it('are cut to size', async () => {
    const { tags, fault } = await readId3([
      textFrame('TIT2', 'A'.repeat(1_000_000)),
      textFrame('TPE1', ...Array.from({ length: 5000 }, (_, at) => `Artist ${at}`)),
      textFrame('TALB', '<script>alert(1)</script>\x1b]0;owned\x07'),
      textFrame('TRCK', '99999999999999999999'),
      textFrame('TDRC', 'NaN'),
      lyricsFrame('la '.repeat(1_000_000)),
    ]);
    expect(fault).toBeNull();
    expect(tags.title).toBe('A'.repeat(1000));
    expect(tags.artists).toHaveLength(50);
    expect(tags.albumTitle).toMatch(/^<script>alert\(1\)<\/script>/);
    expect(tags).toMatchObject({ trackNumber: null, year: null });
    expect(tags.lyrics?.length).toBeLessThanOrEqual(100_000);
  });

  it('may be binary', async () => {
    const noise = Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * at + 7 * at) % 256));
    const { tags } = await readId3([
      ['TIT2', noise],
      ['TPE1', noise],
      ['USLT', noise],
      ['APIC', noise],
      ['UFID', noise],
      ['SYLT', noise],
    ]);
    expect(tags.title?.length ?? 0).toBeLessThanOrEqual(1000);
    expect(tags.musicBrainz.recordingId).toBeNull();
  });

  it('that declare more than there is count as none', async () => {
    const tag = id3Tag([textFrame('TIT2', 'Title')]);
    tag.writeUInt32BE(0x7f7f7f7f, 6);
    const { tags } = await read(Buffer.concat([tag, mp3]));
    expect(tags.artists).toEqual([]);
    const endless = withFlacComments(flac, [['TITLE', 'Title']]);
    endless.writeUInt32LE(0xfffffff0, 42 + 4);
    const broken = await read(endless, 'flac');
    expect(broken.tags.title).toBeNull();
  });

  it('of another kind than told count as none', async () => {
    const { tags, fault } = await read(flac, 'mp4');
    expect(tags).toMatchObject({ title: null, cover: null });
    expect(fault === null || fault.length > 0).toBe(true);
  });
});

it('tags of WebM as FFmpeg writes them are found', async () => {
  const tags = {
    title: 'Air',
    artist: 'The Testers',
    album: 'Formats',
    album_artist: 'Various',
    date: '1999-04-01',
    track: '3',
  };
  const file = await synthesise(dir, { format: 'webm', seconds: 1, tags });
  expect((await readTags(file, 'matroska', signal)).tags).toMatchObject({
    title: 'Air',
    artists: ['The Testers'],
    albumTitle: 'Formats',
    albumArtist: 'Various',
    year: 1999,
    trackNumber: 3,
  });
});
