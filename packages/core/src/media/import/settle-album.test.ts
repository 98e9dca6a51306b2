import { describe, expect, test } from 'vitest';
import { albumArtistOf } from './album-artist.ts';
import { createWorld } from './testing/world.ts';

test.each([
  [['Ada', 'ADA', 'Áda'], 'Áda'],
  [['Ada', 'Ada feat. Bert', 'Ada (ft. Cleo)', 'Ada [featuring Dora]'], 'Ada'],
  [['Ada', 'Bert'], 'Various artists'],
  [['Ada', 'Adafeat.'], 'Various artists'],
])('an album of %j is by %s', (names, artist) => {
  expect(albumArtistOf(names)).toBe(artist);
});

describe('an album whose files do not say whose it is', () => {
  const mix = (artist: string, title: string) => ({
    sound: title,
    title,
    artists: [artist],
    albumTitle: 'Mix',
  });

  test('is by various artists from the moment that a second one comes', async () => {
    const world = createWorld();
    world.put('Mix/1.flac', mix('Ada', 'One'));
    await world.import();
    expect(world.song('One').album.artistName).toBe('Ada');
    world.put('Mix/2.flac', mix('Bert', 'Two'));
    await world.import();
    for (const title of ['One', 'Two']) {
      expect(world.song(title).album.artistName).toBe('Various artists');
    }
    world.put('Mix/1.flac', { ...mix('Ada', 'One'), year: 1999 });
    await world.import();
    expect(world.song('One')).toMatchObject({
      year: 1999,
      album: { artistName: 'Various artists' },
    });
  });

  test('is one album across its discs, and none across folders', async () => {
    const world = createWorld();
    world.put('Mix/CD1/1.flac', mix('Ada', 'One'));
    world.put('Mix/CD2/1.flac', mix('Bert', 'Two'));
    world.put('Other/1.flac', mix('Cleo', 'Three'));
    await world.import();
    const artists = ['One', 'Two', 'Three'].map((title) => world.song(title).album.artistName);
    expect(artists).toEqual(['Various artists', 'Various artists', 'Cleo']);
  });

  test('leaves out files that say so themselves, and songs without an album', async () => {
    const world = createWorld();
    world.put('1.flac', mix('Ada', 'One'));
    world.put('2.flac', { ...mix('Bert', 'Two'), albumArtist: 'Bert' });
    world.put('3.flac', { sound: 'three', title: 'Three', artists: ['Cleo'] });
    world.put('4.flac', { sound: 'four', title: 'Four', artists: ['Dora'] });
    await world.import();
    const artists = ['One', 'Two', 'Three', 'Four'].map((t) => world.song(t).album.artistName);
    expect(artists).toEqual(['Ada', 'Bert', 'Cleo', 'Dora']);
  });

  test('stays as a person has filed it', async () => {
    const world = createWorld();
    world.put('1.flac', mix('Ada', 'One'));
    await world.import();
    const { catalogue, newId } = world.deps;
    const eve = await catalogue.ensureArtist('eve', { id: newId(), name: 'Eve' });
    const album = {
      id: newId(),
      title: 'Hers',
      artistId: eve.id,
      year: null,
      addedAt: new Date(0),
    };
    const { id: albumId } = await catalogue.ensureAlbum('hers', album);
    await catalogue.changeSongs([world.song('One').id], { albumId });
    world.put('2.flac', mix('Bert', 'Two'));
    await world.import();
    expect(world.song('One').album.title).toBe('Hers');
  });
});
