import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanTags } from './clean.ts';

const ID = '0383dadf-2a4e-4d10-a46a-e9e041da8eb3';

it('keeps sound tags as they are', () => {
  const tags = cleanTags({
    title: 'Jóga',
    artists: ['Björk', 'Icelandic String Octet'],
    album: 'Homogenic',
    albumArtists: ['Björk'],
    compilation: true,
    track: 2,
    disc: 1,
    year: 1997,
    genres: ['Electronic'],
    recordingId: ID.toUpperCase(),
    artistIds: [ID, ID],
  });
  expect(tags).toEqual({
    title: 'Jóga',
    artists: ['Björk', 'Icelandic String Octet'],
    albumTitle: 'Homogenic',
    albumArtist: 'Björk',
    compilation: true,
    trackNumber: 2,
    discNumber: 1,
    year: 1997,
    genres: ['Electronic'],
    lyrics: null,
    musicBrainz: { recordingId: ID, releaseId: null, artistIds: [ID] },
  });
});

describe('names', () => {
  it.each([
    ['AC/DC', ['AC/DC']],
    ['Earth, Wind & Fire', ['Earth, Wind & Fire']],
    ['Brian Eno; David Byrne', ['Brian Eno', 'David Byrne']],
    ['Brian Eno / David Byrne', ['Brian Eno', 'David Byrne']],
    ['One feat. Two', ['One feat. Two']],
    ['Same; Same', ['Same']],
    [' ; ', []],
  ])('of %j are %j', (text, names) => {
    expect(cleanTags({ artists: [text] }).artists).toEqual(names);
  });

  it('are at most 50', () => {
    const many = Array.from({ length: 500 }, (_, at) => `Artist ${at}; Another ${at}`);
    expect(cleanTags({ artists: many, genres: many })).toMatchObject({
      artists: { length: 50 },
      genres: { length: 50 },
    });
  });
});

it.each([0, -1, 1.5, 10_000, Number.NaN, Number.POSITIVE_INFINITY, '7', null, {}])(
  'drops the number %j',
  (value) => {
    const tags = cleanTags({ track: value, disc: value, year: value });
    expect([tags.trackNumber, tags.discNumber, tags.year]).toEqual([null, null, null]);
  },
);

describe('texts', () => {
  it.each([
    ['a\0b\x07c\x1b[31m', 'a b c [31m'],
    ['  two\r\nlines  ', 'two lines'],
    ['\uFEFFmarked\u202Egnp.exe', 'markedgnp.exe'],
    ['half \uD83D', 'half'],
    ['TÃ®tle æ\x9B²', 'Tîtle 曲'],
    ['Motörhead', 'Motörhead'],
    ['\0\0', null],
    [42, null],
  ])('%j becomes %j', (value, text) => {
    expect(cleanTags({ title: value }).title).toBe(text);
  });

  it('are bounded, printable and whole characters, whatever comes in', () => {
    const anything = fc.string({ unit: 'binary', maxLength: 1500 });
    fc.assert(
      fc.property(anything, (value) => {
        const { title } = cleanTags({ title: value });
        expect(title?.length ?? 1).toBeLessThanOrEqual(1000);
        expect(title?.isWellFormed() ?? true).toBe(true);
        expect(/\p{Cc}/u.test(title ?? '')).toBe(false);
      }),
    );
    expect(cleanTags({ title: `${'x'.repeat(999)}😀` }).title).toBe('x'.repeat(999));
  });
});

it.each(['', 'not-an-id', `x${ID.slice(1)}`, 7])('drops the id %j', (id) => {
  const { musicBrainz } = cleanTags({ recordingId: id, releaseId: id, artistIds: [id] });
  expect(musicBrainz).toEqual({ recordingId: null, releaseId: null, artistIds: [] });
});
