import type { Song } from '@madrigal/contract';
import { describe, expect, it } from 'vitest';
import { commonAlbumArtist, commonFields, editOf, faultsOf } from './song-edit.ts';

function song(change: Partial<Song> = {}): Song {
  return {
    title: 'One',
    artists: [{ id: 'a', name: 'Ada' }],
    album: { id: 'x', title: 'First', artistId: 'a', artistName: 'Ada' },
    trackNumber: 1,
    discNumber: null,
    year: 1999,
    genres: ['Folk', 'Jazz'],
    ...change,
  } as Song;
}

describe('editing songs', () => {
  it('shows what songs have in common', () => {
    const { fields, mixed } = commonFields([song(), song({ title: 'Two', trackNumber: 2 })]);
    expect(fields).toMatchObject({ title: '', track: '', album: 'First', genres: 'Folk, Jazz' });
    expect([...mixed]).toEqual(['title', 'track']);
  });

  it('sends only what was changed', () => {
    const { fields } = commonFields([song()], 'la');
    expect(editOf(fields, fields)).toEqual({});
    const after = { ...fields, artists: 'Ada; Bert, Earl of B;', year: '', disc: '2', lyrics: ' ' };
    expect(editOf(fields, after)).toEqual({
      artistNames: ['Ada', 'Bert, Earl of B'],
      year: null,
      discNumber: 2,
      lyrics: null,
    });
  });

  it('moves songs to an album by its title and artist', () => {
    const { fields } = commonFields([song(), song({ title: 'Two' })]);
    const after = { ...fields, album: ' Second ' };
    expect(editOf(fields, after)).toEqual({ album: { title: 'Second', artistName: 'Ada' } });
  });

  it('knows whom an album of songs is by', () => {
    const album = { id: 'y', title: 'Hits', artistId: 'v', artistName: 'Various artists' };
    const both = [
      { id: 'a', name: 'Ada' },
      { id: 'b', name: 'Bert' },
    ];
    expect(commonAlbumArtist([song(), song({ artists: both })])).toBe('Ada');
    expect(commonAlbumArtist([song(), song({ album })])).toBe('Ada');
    expect(commonAlbumArtist([song({ artists: both }), song({ artists: both, album })])).toBe('');
  });

  it('names what cannot be saved', () => {
    const { fields } = commonFields([song()]);
    const after = { ...fields, title: ' ', artists: ';', albumArtist: '', track: '-1', year: 'x' };
    expect(faultsOf(fields, after)).toEqual(['title', 'artists', 'albumArtist', 'track', 'year']);
    expect(faultsOf(fields, fields)).toEqual([]);
  });

  it('takes empty fields of many songs for unchanged', () => {
    const { fields } = commonFields([song(), song({ title: 'Two', artists: [] })]);
    expect(faultsOf(fields, fields)).toEqual([]);
  });
});
