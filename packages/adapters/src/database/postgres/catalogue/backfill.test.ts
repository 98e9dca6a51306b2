import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { foldName, newId } from '@madrigal/core/shared';
import { addSongs } from '@madrigal/core/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCatalogueStore } from '../catalogue-store.ts';
import { createLibraryStore } from '../library-store.ts';
import { migrate } from '../migrate.ts';
import { openPostgres, type Postgres } from '../pool.ts';
import { createTestDatabase, type TestDatabase } from '../testing/index.ts';
import { identityHash } from './identities.ts';

const FIRST_RELEASE = ['0001_catalogue_and_uploads.sql', '0002_accounts.sql'];
const migrations = new URL('../migrations/', import.meta.url);

let database: TestDatabase;
let postgres: Postgres;
let folder: string;

/** A database as the first release left it. */
beforeEach(async () => {
  database = await createTestDatabase();
  postgres = openPostgres(database);
  folder = await mkdtemp(join(tmpdir(), 'madrigal-first-release-'));
  for (const name of FIRST_RELEASE) await cp(new URL(name, migrations), join(folder, name));
  await postgres.pool.query('DROP SCHEMA public CASCADE');
  await postgres.pool.query('CREATE SCHEMA public');
  await migrate(postgres.pool, pathToFileURL(`${folder}/`));
});
afterEach(async () => {
  await postgres.close();
  await database.dispose();
  await rm(folder, { recursive: true, force: true });
});

test('a catalogue of the first release is browsed, found and continued', async () => {
  const [artist, various, mine] = [newId(), newId(), newId()];
  await addArtist(artist, 'Sigur Rós');
  await addAlbum(various, 'Café  Sampler', 'Various artists');
  await addAlbum(mine, 'Ágætis Byrjun', 'SIGUR RÓS');
  await addSong({ title: 'Svefn-g-englar', album: mine, artist, year: 1999, track: 2 });
  await addSong({ title: 'Starálfur', album: mine, artist, year: 1999, track: 3 });
  await addSong({ title: 'Hoppípolla', album: various, artist, year: 2005, track: 1 });

  await migrate(postgres.pool);

  const store = createCatalogueStore(postgres.db);
  const artists = await store.listArtists({ order: 'name' }, { limit: 10 });
  expect(artists.items).toMatchObject([
    { id: artist, name: 'Sigur Rós', songCount: 3, albumCount: 1 },
    { name: 'Various artists', songCount: 0, albumCount: 1 },
  ]);
  const albums = await store.listAlbums({ order: 'year', visibleOnly: true }, { limit: 10 });
  expect(albums.items).toMatchObject([
    { id: various, year: 2005, artistName: 'Various artists' },
    { id: mine, year: 1999, artistId: artist, songCount: 2 },
  ]);
  const songs = await store.listSongs({ order: 'artist', states: ['published'] }, { limit: 10 });
  expect(songs.items.map((song) => song.title)).toEqual([
    'Svefn-g-englar',
    'Starálfur',
    'Hoppípolla',
  ]);
  expect(await store.listGenres(10)).toEqual([{ name: 'Post-Rock', songCount: 3 }]);
  for (const words of [['staralfur'], ['sigr', 'hoppipolla'], ['cafe', 'sampl']]) {
    expect((await store.searchCatalogue(words, 10)).songs).not.toHaveLength(0);
  }

  const again = await store.ensureArtist(foldName('sigur rós'), { id: newId(), name: 'x' });
  expect(again.id).toBe(artist);
  const identity = `${artist}\u001f${foldName('ÁGÆTIS BYRJUN')}`;
  const album = { id: newId(), title: 'x', artistId: artist, year: null, addedAt: new Date() };
  expect((await store.ensureAlbum(identity, album)).id).toBe(mine);
});

test('a catalogue without anything in it is migrated too', async () => {
  await migrate(postgres.pool);
  const store = createCatalogueStore(postgres.db);
  expect(await store.searchCatalogue(['anything'], 10)).toEqual({
    songs: [],
    albums: [],
    artists: [],
  });
});

test('what was played before albums and artists had plays is added up', async () => {
  const names = (await readdir(migrations)).filter((name) => !name.startsWith('0171'));
  const before = await mkdtemp(join(tmpdir(), 'madrigal-before-plays-'));
  for (const name of names) await cp(new URL(name, migrations), join(before, name));
  await postgres.pool.query('DROP SCHEMA public CASCADE');
  await postgres.pool.query('CREATE SCHEMA public');
  await migrate(postgres.pool, pathToFileURL(`${before}/`));
  await rm(before, { recursive: true, force: true });
  const store = createCatalogueStore(postgres.db);
  const library = createLibraryStore(postgres.db);
  const songs = await addSongs(store, 4, (n) => ({
    albumTitle: `album ${n % 2}`,
    albumArtist: 'Various',
    artists: [`artist ${n}`, 'all'],
    published: n !== 2,
  }));
  for (const [n, { id: songId }] of songs.entries()) {
    for (let times = 0; times <= n; times += 1) {
      const play = { userId: 'me', id: newId(), songId, playedAt: new Date(), msPlayed: 1 };
      await library.addPlay(play);
    }
  }
  await store.trashSongs([songs[3]?.id ?? ''], new Date());

  expect(await migrate(postgres.pool)).toEqual(['0171_album_and_artist_plays.sql']);

  const inOrder = async () => {
    const page = { limit: 9 };
    const albums = await store.listAlbums({ order: 'plays', visibleOnly: true }, page);
    const artists = await store.listArtists({ order: 'plays' }, page);
    return [albums.items.map(({ title }) => title), artists.items.map(({ name }) => name)];
  };
  // Plays of the four are 1, 2, 3 (of a draft) and 4 (in the trash).
  expect(await inOrder()).toEqual([
    ['album 1', 'album 0'],
    ['all', 'artist 1', 'artist 0'],
  ]);
  await store.changeSongs([songs[2]?.id ?? ''], { published: true });
  expect(await inOrder()).toEqual([
    ['album 0', 'album 1'],
    ['all', 'artist 2', 'artist 1', 'artist 0'],
  ]);
});

function addArtist(id: string, name: string) {
  return postgres.pool.query('INSERT INTO artists VALUES ($1, $2, $3)', [
    id,
    identityHash(foldName(name)),
    name,
  ]);
}

function addAlbum(id: string, title: string, artistName: string) {
  return postgres.pool.query('INSERT INTO albums VALUES ($1, $2, $3, $4)', [
    id,
    identityHash(`${foldName(artistName)}\u001f${foldName(title)}`),
    title,
    artistName,
  ]);
}

async function addSong(song: {
  title: string;
  album: string;
  artist: string;
  year: number;
  track: number;
}) {
  const id = newId();
  await postgres.pool.query(
    `INSERT INTO songs VALUES ($1, $2, $3, $4, $5, NULL, $6, '{Post-Rock}', NULL, NULL, NULL, '{}',
      1000, 'mp3', false, 128, 44100, 2, NULL, NULL, $7, 'k', 1, 'audio/mpeg', '{}', 'original',
      NULL, 'w', 'someone', now())`,
    [id, song.title, foldName(song.title), song.album, song.track, song.year, id],
  );
  await postgres.pool.query('INSERT INTO song_artists VALUES ($1, 1, $2)', [id, song.artist]);
}
