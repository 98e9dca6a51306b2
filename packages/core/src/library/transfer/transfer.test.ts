import { describe, expect, it } from 'vitest';
import { writeCsv } from './csv.ts';
import { writeJspf } from './jspf.ts';
import { writeM3u } from './m3u.ts';
import type { FileEntry, WrittenPlaylist } from './model.ts';
import { readPlaylistFile } from './read-playlist-file.ts';

const songId = '01900000-0000-7000-8000-000000000001';
const recordingId = '5b11f4ce-a62d-471e-81fc-a69a8278c7da';

const playlist: WrittenPlaylist = {
  name: 'Évening\n#EXTM3U',
  description: 'Quiet, "mostly"',
  entries: [
    {
      title: '=1+1 "two", three',
      artists: ['Ä/B', 'Gast; wer'],
      album: 'No. 1\r\n#EXTINF:1,x',
      trackNumber: 7,
      durationMs: 215_000,
      recordingId,
      songId,
      extension: 'flac',
    },
    {
      title: '../../etc/passwd',
      artists: ['..'],
      album: '',
      trackNumber: null,
      durationMs: 1000,
      recordingId: null,
      songId,
      extension: 'mp3',
    },
  ],
};

const read = (text: string, name = 'list') => readPlaylistFile(name, Buffer.from(text));
const only = (text: string, name?: string): Partial<FileEntry> => read(text, name).entries[0] ?? {};

describe('what is written is read again', () => {
  const expected = [
    {
      title: '=1+1 "two", three',
      artist: 'Ä/B, Gast; wer',
      album: 'No. 1 #EXTINF:1,x',
      durationMs: 215_000,
      songId,
    },
    { title: '../../etc/passwd', artist: '..', durationMs: 1000, songId },
  ];

  it('as M3U8', () => {
    const file = read(writeM3u(playlist));
    expect(file.name).toBe('Évening #EXTM3U');
    expect(file.entries).toMatchObject(expected);
    expect(file.entries[0]?.fileName).toBe('07 =1+1 _two_, three.flac');
    expect(file.entries[1]?.fileName).toBe('__.._etc_passwd.mp3');
    expect(writeM3u(playlist).split('\n')).toContain('_/_/__.._etc_passwd.mp3');
  });

  it('as JSPF', () => {
    const file = read(writeJspf(playlist));
    expect(file).toMatchObject({ name: 'Évening #EXTM3U', description: 'Quiet, "mostly"' });
    expect(file.entries).toMatchObject(expected);
    expect(file.entries.map((entry) => entry.recordingId)).toEqual([recordingId, null]);
  });

  it('as CSV, in which no cell is a formula', () => {
    const text = writeCsv(playlist);
    expect(text).toContain(`"'=1+1 ""two"", three"`);
    const file = read(text, 'My evening.csv');
    expect(file.name).toBe('My evening');
    expect(file.entries).toMatchObject(expected);
    expect(file.entries.map((entry) => entry.recordingId)).toEqual([recordingId, null]);
  });
});

describe('M3U of other programs', () => {
  it('is read in Latin-1, UTF-8 and UTF-16, with any line ends', () => {
    const lines = ['#EXTM3U', '#EXTINF:61,Motörhead - Überall', 'C:\\Musik\\x.mp3', ''];
    for (const end of ['\n', '\r\n', '\r']) {
      const text = lines.join(end);
      const files = [
        Buffer.from(text, 'latin1'),
        Buffer.from(text),
        Buffer.from(`\ufeff${text}`),
        Buffer.from(`\ufeff${text}`, 'utf16le'),
        Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
      ];
      for (const file of files) {
        expect(readPlaylistFile('a.m3u', file).entries).toMatchObject([
          { artist: 'Motörhead', title: 'Überall', durationMs: 61_000, fileName: 'x.mp3' },
        ]);
      }
    }
  });

  it('names songs by their paths where it says nothing else', () => {
    expect(only('/music/The Band/First/01 - Song.flac')).toMatchObject({
      title: 'Song',
      artist: 'The Band',
      album: 'First',
    });
    expect(only('The Band - Song.mp3')).toMatchObject({ title: 'Song', artist: 'The Band' });
    expect(only('03. Song.mp3')).toMatchObject({ title: 'Song', artist: null });
    expect(only('1999.mp3')).toMatchObject({ title: '1999' });
    expect(only('file:///a/b/The%20Band/First/02%20Song.mp3')).toMatchObject({
      title: 'Song',
      fileName: '02 Song.mp3',
    });
    expect(only('http://x/100%.mp3')).toMatchObject({ fileName: '100%.mp3' });
  });

  it('has attributes with commas, and lengths that are not known', () => {
    const text = '#EXTM3U\n#extinf:-1 logo="a,b",A - B - C\nhttp://radio/stream?x=1\n';
    expect(only(text)).toMatchObject({ artist: 'A', title: 'B - C', durationMs: null });
  });
});

describe('CSV of other programs', () => {
  it('goes by the names of its columns', () => {
    const exported =
      '"Track URI","Track Name","Artist Name(s)","Track Duration (ms)"\n1,"a ""b""",c,9000';
    expect(only(exported)).toMatchObject({ title: 'a "b"', artist: 'c', durationMs: 9000 });
    expect(only('Title;Artist;Length\r\nSong;Band;3:35\r\n;;\r\n')).toMatchObject({
      title: 'Song',
      artist: 'Band',
      durationMs: 215_000,
    });
    expect(only('artist\ttitle\nBand\t"two\nlines"')).toMatchObject({ title: 'two lines' });
  });

  it('is refused without a row of names', () => {
    expect(() => read('Band,Air\nx,y', 'a.csv')).toThrow(/name its columns/);
    expect(() => read('constructor,__proto__\na,b', 'a.csv')).toThrow(/name its columns/);
  });
});

describe('files that mean harm', () => {
  const refused = (text: string, name?: string) =>
    expect(() => read(text, name)).toThrow(expect.objectContaining({ code: 'invalid_request' }));

  it('are refused', () => {
    refused('');
    refused('#EXTM3U\n# nothing\n');
    refused('ID3\0\0\0');
    refused('{"playlist":');
    refused('{"playlist":{"track":{"length":9}}}');
    refused('['.repeat(300_000), 'a.csv');
    refused(`{"playlist":${'['.repeat(300_000)}`);
    refused('a.mp3\n'.repeat(10_001));
  });

  it('are read where they can be, in texts of a limited length', () => {
    const track = [null, 7, { title: 'x'.repeat(9000), duration: 'long', identifier: { a: 1 } }];
    const { entries } = read(JSON.stringify({ playlist: { title: [], track } }));
    expect(entries.map(({ title }) => title?.length)).toEqual([undefined, undefined, 500]);
    expect(entries[2]).toMatchObject({ durationMs: null, recordingId: null });
    const quotes = only(`title\n${'"'.repeat(300_001)}`, 'a.csv');
    expect(quotes.title).toHaveLength(500);
    expect(read(`title\n${','.repeat(300_000)}x`, 'a.csv').entries[0]?.title).toBeNull();
  });
});
