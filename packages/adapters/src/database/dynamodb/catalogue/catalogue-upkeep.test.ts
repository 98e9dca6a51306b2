import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { CatalogueStore } from '@madrigal/core/catalog';
import type { PageRequest, Position } from '@madrigal/core/shared';
import { addSongs, collectPages } from '@madrigal/core/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { addSampleSong } from '../../postgres/testing/songs.ts';
import { tableOf } from '../client.ts';
import { type Fate, failure, type ProxiedCall } from '../testing/faulty-proxy.ts';
import { describeOnDynamo, openFaulty, openTestTables, type TestTables } from '../testing/index.ts';
import { createCatalogueFigures, createCatalogueStore } from './index.ts';

const visible = { states: ['published'] } as const;

describeOnDynamo('the catalogue on DynamoDB, besides', () => {
  let tables: TestTables;
  const opened: { dispose(): Promise<void> }[] = [];
  beforeEach(async () => {
    tables = await openTestTables(['catalogue']);
  });
  afterEach(async () => {
    for (const each of opened.splice(0)) await each.dispose();
    await tables.dispose();
  });

  /** The same catalogue by a way on which calls meet these fates. */
  async function meeting(fateOf: (call: ProxiedCall, index: number) => Fate) {
    const faulty = await openFaulty(tables, fateOf);
    opened.push(faulty);
    return createCatalogueStore(faulty);
  }

  test('a renaming that was cut short is finished by the next sweep', async () => {
    const store = createCatalogueStore(tables);
    const { id, artists } = await addSampleSong(store);
    const artistId = artists[0]?.id ?? '';
    let renamed = false;
    const dying = await meeting(({ action, body }) => {
      if (renamed) return failure('AccessDeniedException');
      renamed = action === 'TransactWriteItems' && JSON.stringify(body).includes('"renamed"');
      return 'pass';
    });
    const renaming = dying.renameArtist(artistId, { name: 'New', identityKey: 'new' });
    await expect(renaming).rejects.toThrow();
    expect((await store.getArtist(artistId)).name).toBe('New');
    expect((await store.getSong(id)).artists[0]?.name).toBe('Artist');
    await store.deleteEmptyAlbums(new Date(0), 1);
    const song = await store.getSong(id);
    expect([song.artists[0]?.name, song.album.artistName]).toEqual(['New', 'New']);
    expect((await store.searchCatalogue(['new'], 5)).songs).toEqual([song]);
  });

  test('a song whose addition was made and not answered is there once', async () => {
    let lost = 0;
    const store = await meeting(({ action, body }) => {
      const isSong = action === 'TransactWriteItems' && JSON.stringify(body).includes('"content#');
      return isSong && lost++ === 0 ? 'lose answer' : 'pass';
    });
    const song = await addSampleSong(store, { genres: ['Jazz'] });
    expect(lost).toBe(2);
    expect((await store.listSongs({ order: 'added', ...visible }, { limit: 5 })).items).toEqual([
      song,
    ]);
    expect(await store.listGenres(5)).toEqual([{ name: 'Jazz', songCount: 1 }]);
  });

  test('songs of a filter that are too many to be sorted come in the same order', async () => {
    const [sorting, walking] = [
      createCatalogueStore(tables),
      createCatalogueStore(tables, { mostSorted: 3 }),
    ];
    for (let n = 0; n < 12; n++) {
      const genres = n % 3 === 0 ? ['Folk'] : ['Jazz'];
      await addSampleSong(sorting, { title: `${(n * 7) % 12}`, genres, year: 1990 + (n % 2) });
    }
    for (const order of ['added', 'title', 'artist', 'album', 'year'] as const) {
      for (const filter of [{ genre: 'jazz' }, { year: 1991 }, { genre: 'jazz', year: 1990 }]) {
        const query = { order, ...filter, ...visible };
        const all = (await sorting.listSongs(query, { limit: 20 })).items;
        const listed: typeof all = [];
        let request: PageRequest<Position> | null = { limit: 3 };
        while (request) {
          const page: Awaited<ReturnType<typeof walking.listSongs>> = await walking.listSongs(
            query,
            request,
          );
          listed.push(...page.items);
          request = page.next && { limit: 3, after: page.next };
        }
        expect(all.length).toBeGreaterThan(3);
        expect(listed).toEqual(all);
      }
    }
  });

  test('albums and artists of a filter that are too many to be sorted come in the same order', async () => {
    const [sorting, walking] = [
      createCatalogueStore(tables),
      createCatalogueStore(tables, { mostSorted: 2 }),
    ];
    await addSongs(sorting, 14, (n) => ({
      albumTitle: `album ${(n * 5) % 7}`,
      artists: [`artist ${n % 6}`],
      albumYear: 1990 + (n % 2),
      genres: n % 3 === 0 ? ['Folk'] : ['Jazz'],
      published: n !== 4,
    }));
    for (const order of ['added', 'title', 'artist', 'year'] as const) {
      for (const filter of [{ genre: 'jazz' }, { year: 1991 }, { genre: 'folk', year: 1990 }]) {
        const query = { order, visibleOnly: true, ...filter };
        const list = (store: CatalogueStore, limit: number) =>
          collectPages((page) => store.listAlbums(query, page), limit);
        const all = await list(sorting, 20);
        expect(all.length).toBeGreaterThan(2);
        expect(await list(walking, 2)).toEqual(all);
      }
    }
    for (const order of ['name', 'added'] as const) {
      const list = (store: CatalogueStore, limit: number) =>
        collectPages((page) => store.listArtists({ order, genre: 'jazz' }, page), limit);
      const all = await list(sorting, 20);
      expect(all).toHaveLength(4);
      expect(await list(walking, 2)).toEqual(all);
    }
  });

  test('artists from before there was an order by when they were added get into it', async () => {
    const store = createCatalogueStore(tables);
    const songs = await addSongs(store, 3, (n) => ({ artists: [`artist ${n}`] }));
    const [old] = songs.map((song) => song.artists[0]?.id ?? '');
    const table = tableOf(tables, 'catalogue');
    await table.documents.send(
      new UpdateCommand({
        TableName: table.name,
        Key: { pk: `artist#${old}`, sk: 'head' },
        UpdateExpression: 'REMOVE addedPk, addedSk',
      }),
    );
    const listed = async () =>
      (await store.listArtists({ order: 'added' }, { limit: 5 })).items.map(({ name }) => name);
    expect(await listed()).toEqual(['artist 2', 'artist 1']);
    for (const _ of [1, 2]) {
      await store.deleteEmptyAlbums(new Date(0), 1);
      expect(await listed()).toEqual(['artist 2', 'artist 1', 'artist 0']);
    }
  });

  test('a slip in the first two characters is forgiven, two of them are not', async () => {
    const store = createCatalogueStore(tables);
    const song = await addSampleSong(store, { title: 'Thunderstruck' });
    const finds = async (word: string) =>
      (await store.searchCatalogue([word], 5)).songs.map(({ id }) => id);
    for (const typed of ['hunderstruck', 'xhunderstruck', 'htunderstruck', 'txunderstruck']) {
      expect({ typed, found: await finds(typed) }).toEqual({ typed, found: [song.id] });
    }
    expect(await finds('xxunderstruck')).toEqual([]);
  });

  test('long lyrics are kept', async () => {
    const store = createCatalogueStore(tables);
    const lyrics = 'Là où l’océan 🎵 finit\n'.repeat(9000);
    const { id } = await addSampleSong(store, { lyrics });
    expect((await store.getSong(id)).lyrics).toBe(lyrics);
  });

  test('figures follow what is added, moved, put into the trash and removed', async () => {
    const store = createCatalogueStore(tables);
    const figures = createCatalogueFigures(tables);
    const one = await addSampleSong(store, { artistNames: ['One'] });
    const two = await addSampleSong(store, { artistNames: ['Two'] });
    expect(await figures()).toEqual({ songs: 2, albums: 2, artists: 2, libraryBytes: 2 });
    const [from, to] = [one.artists[0]?.id ?? '', two.artists[0]?.id ?? ''];
    await store.changeSongs([one.id], { artistIds: [to], albumId: two.album.id });
    expect(await store.deleteEmptyAlbums(new Date(Date.now() + 1000), 5)).toBe(1);
    await store.deleteArtist(from);
    await store.trashSongs([one.id], new Date(0));
    expect(await figures()).toEqual({ songs: 1, albums: 1, artists: 1, libraryBytes: 2 });
    await store.purgeTrash(new Date(1), 5);
    expect(await figures()).toMatchObject({ songs: 1, libraryBytes: 1 });
  });
});
