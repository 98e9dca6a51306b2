import { describe, expect, test } from 'vitest';
import { describeSong, titleFromFileName } from './describe-song.ts';
import type { AudioTags } from './ports.ts';

const untagged: AudioTags = {
  title: null,
  artists: [],
  albumTitle: null,
  albumArtist: null,
  compilation: false,
  trackNumber: null,
  discNumber: null,
  year: null,
  genres: [],
  lyrics: null,
  musicBrainz: { recordingId: null, releaseId: null, artistIds: [] },
  cover: null,
};

describe('titleFromFileName', () => {
  test.each([
    ['01 - Some song.mp3', 'Some song'],
    ['12. Twelve.flac', 'Twelve'],
    ['1999.mp3', '1999'],
    ['99 Luftballons.mp3', '99 Luftballons'],
    ['Album/03_under_scores.ogg', 'under scores'],
    ['C:\\Music\\song.wav', 'song'],
    ['.mp3', '.mp3'],
    ['no extension', 'no extension'],
    ['Mr. Blue Sky.m4a', 'Mr. Blue Sky'],
  ])('%s is called %s', (fileName, title) => {
    expect(titleFromFileName(fileName)).toBe(title);
  });
});

describe('describeSong', () => {
  test('names what the tags leave out', () => {
    expect(describeSong(untagged, '07 - Rain.mp3')).toMatchObject({
      title: 'Rain',
      artistNames: ['Unknown artist'],
      albumTitle: 'Unknown album',
      albumArtistName: 'Unknown artist',
    });
  });

  test('files an album under its first artist unless tags name an album artist', () => {
    const tags = { ...untagged, artists: ['Ada', 'Bert'] };
    expect(describeSong(tags, 'x.mp3').albumArtistName).toBe('Ada');
    expect(describeSong({ ...tags, albumArtist: 'Cleo' }, 'x.mp3').albumArtistName).toBe('Cleo');
  });

  test('files a compilation under various artists', () => {
    const tags = { ...untagged, artists: ['Ada'], compilation: true };
    expect(describeSong(tags, 'x.mp3').albumArtistName).toBe('Various artists');
  });
});
