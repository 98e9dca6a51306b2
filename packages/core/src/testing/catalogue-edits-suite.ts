import { expect, test } from 'vitest';
import type { CatalogueStore, Song } from '../catalog/index.ts';
import { newId, toBlobKey } from '../shared/index.ts';
import { addSongs, at, atOnce, prepareSong, sampleArtist } from './catalogue-samples.ts';

/** What {@link CatalogueStore} promises of edits, the trash and merging. */
export function describeCatalogueEdits(store: () => CatalogueStore): void {
  describeSongChanges(store);
  describeTrash(store);
  describeAlbumChanges(store);
  describeArtistChanges(store);
  describeUpkeep(store);
}

const one = async (store: CatalogueStore, options: Parameters<typeof prepareSong>[1] = {}) =>
  (await store.addSong(await prepareSong(store, options))).song;

function describeSongChanges(store: () => CatalogueStore): void {
  test('an edit sets what it names and leaves the rest', async () => {
    const song = await one(store());
    const artistIds = [
      (await sampleArtist(store(), 'Second')).id,
      (await sampleArtist(store(), 'First')).id,
    ];
    const album = {
      id: newId(),
      title: 'Other',
      artistId: artistIds[0] ?? '',
      year: 1,
      addedAt: at(0),
    };
    await store().ensureAlbum('other', album);
    const change = {
      title: 'New title',
      trackNumber: null,
      discNumber: 4,
      year: 1234,
      genres: ['One', 'Two'],
      lyrics: null,
      cover: toBlobKey('library/songs/x/cover-y.webp'),
      published: false,
    };
    expect(await store().changeSongs([song.id], { title: 'New title' })).toEqual([song.id]);
    expect(await store().getSong(song.id)).toEqual({ ...song, title: 'New title' });
    await store().changeSongs([song.id], { ...change, artistIds, albumId: album.id });
    expect(await store().getSong(song.id)).toEqual({
      ...song,
      ...change,
      artists: [
        { id: artistIds[0], name: 'Second' },
        { id: artistIds[1], name: 'First' },
      ],
      album: { id: album.id, title: 'Other', artistId: artistIds[0], artistName: 'Second' },
    });
  });

  test('songs forget who added them, wherever they are', async () => {
    const song = { ...(await one(store())), addedBy: '' };
    const deleted = { ...(await one(store())), addedBy: '' };
    await store().trashSongs([deleted.id], at(1));
    await store().forgetAdder('somebody else');
    expect(await store().getSong(song.id)).toMatchObject({ addedBy: 'someone' });
    for (const _ of [1, 2]) await store().forgetAdder('someone');
    expect(await store().getSong(song.id)).toEqual(song);
    expect(await store().getSong(deleted.id)).toEqual({ ...deleted, deletedAt: at(1) });
  });

  test('an edit of nothing changes nothing', async () => {
    const song = await one(store());
    expect(await store().changeSongs([song.id], {})).toEqual([song.id]);
    expect(await store().getSong(song.id)).toEqual(song);
  });

  test('500 songs are edited at once, those that do not exist left out', async () => {
    const songs = await addSongs(store(), 120, () => ({}));
    const ids = songs.map((song) => song.id);
    const missing = Array.from({ length: 380 }, () => newId());
    const changed = await store().changeSongs([...missing, ...ids], { genres: ['Bulk'] });
    expect(changed.toSorted()).toEqual(ids.toSorted());
    const query = { order: 'added', states: ['published'], genre: 'bulk' } as const;
    expect((await store().listSongs(query, { limit: 200 })).items).toHaveLength(120);
  });

  test.each(['artistIds', 'albumId'] as const)('%s must exist', async (field) => {
    const song = await one(store());
    const change = field === 'albumId' ? { albumId: newId() } : { artistIds: [newId()] };
    const changing = store().changeSongs([song.id], { title: 'not this either', ...change });
    await expect(changing).rejects.toMatchObject({ code: 'conflict' });
    expect(await store().getSong(song.id)).toEqual(song);
  });

  test('edits of the same songs at the same time all succeed', async () => {
    const songs = await addSongs(store(), 30, () => ({}));
    const ids = songs.map((song) => song.id);
    let turn = 0;
    await atOnce(8, () => {
      turn += 1;
      return store().changeSongs(turn % 2 ? ids : ids.toReversed(), { title: `title ${turn}` });
    });
    const titles = (await store().getSongs(ids)).map((song) => song.title);
    expect(new Set(titles).size).toBe(1);
  });

  test('an edited song moves to its new place in every order', async () => {
    const [song, other] = await addSongs(store(), 2, (n) => ({ title: `b${n}`, year: 2000 }));
    await one(store(), { artists: ['Aaa'], albumTitle: 'Aaa', title: 'x' });
    const { album, artists } = await one(store(), { artists: ['0'], albumTitle: '0', title: 'y' });
    const change = { title: '0', year: 2020, albumId: album.id, artistIds: [artists[0]?.id ?? ''] };
    await store().changeSongs([song?.id ?? ''], { ...change, discNumber: 0 });
    for (const order of ['title', 'artist', 'album', 'year'] as const) {
      const page = await store().listSongs({ order, states: ['published'] }, { limit: 4 });
      const ids = page.items.map(({ id }) => id);
      expect(ids[0]).toBe(song?.id);
      expect(ids).toContain(other?.id);
    }
  });
}

function describeTrash(store: () => CatalogueStore): void {
  test('a song in the trash keeps its first time, and comes back as it was', async () => {
    const songs = await addSongs(store(), 2, (n) => ({ published: n === 0 }));
    const ids = songs.map((song) => song.id);
    await store().trashSongs([...ids, newId()], at(1));
    await store().trashSongs(ids, at(2));
    const trashed = songs.map((song) => ({ ...song, deletedAt: at(1) }));
    for (const song of trashed) {
      expect(await store().getSong(song.id)).toEqual(song);
      expect(await store().findSongByContentHash(song.contentHash)).toEqual(song);
    }
    await store().restoreSongs([...ids, newId()]);
    await store().restoreSongs(ids);
    for (const song of songs) expect(await store().getSong(song.id)).toEqual(song);
  });

  test('content that is in the trash is not added a second time', async () => {
    const record = await prepareSong(store(), {});
    await store().addSong(record);
    await store().trashSongs([record.id], at(1));
    const { song, created } = await store().addSong({ ...record, id: newId() });
    expect({ created, id: song.id, deletedAt: song.deletedAt }).toEqual({
      created: false,
      id: record.id,
      deletedAt: at(1),
    });
  });

  test('the trash is emptied from its oldest end, and what is left is remembered', async () => {
    const songs = await addSongs(store(), 4, () => ({}));
    for (const [n, song] of songs.entries()) await store().trashSongs([song.id], at(9 - n));
    expect(await store().purgeTrash(at(6), 5)).toBe(0);
    expect(await store().purgeTrash(at(9), 1)).toBe(1);
    const gone = songs[3] as Song;
    await expect(store().getSong(gone.id)).rejects.toMatchObject({ code: 'not_found' });
    expect(await store().findSongByContentHash(gone.contentHash)).toBeNull();
    await store().restoreSongs([gone.id, songs[0]?.id ?? '']);
    expect(await store().getSongs([gone.id])).toEqual([]);
    const keys = [gone.original.key, gone.renditions.opus?.key, gone.cover, gone.waveform];
    const [remains] = await store().listRemains(5);
    expect({ ...remains, keys: remains?.keys.toSorted() }).toEqual({
      songId: gone.id,
      keys: keys.toSorted(),
    });
    expect(await store().purgeTrash(at(10), 5)).toBe(2);
    expect(await store().listRemains(2)).toHaveLength(2);
    for (const song of songs) await store().forgetRemains(song.id);
    expect(await store().listRemains(5)).toEqual([]);
    expect(await store().getSong(songs[0]?.id ?? '')).toEqual(songs[0]);
  });

  test('content whose song was removed can be added again', async () => {
    const record = await prepareSong(store(), { cover: null, renditions: {} });
    await store().addSong(record);
    await store().trashSongs([record.id], at(1));
    await store().purgeTrash(at(2), 5);
    expect((await store().listRemains(1))[0]?.keys).toHaveLength(2);
    const { created } = await store().addSong({ ...record, id: newId() });
    expect(created).toBe(true);
  });

  test('a song that is restored while the trash is emptied is either there or gone', async () => {
    const songs = await addSongs(store(), 10, () => ({}));
    const ids = songs.map((song) => song.id);
    await store().trashSongs(ids, at(1));
    await Promise.all([
      ...ids.map((id) => store().restoreSongs([id])),
      ...ids.map(() => store().purgeTrash(at(2), 2)),
    ]);
    const left = await store().getSongs(ids);
    const remains = await store().listRemains(20);
    expect(left.length + remains.length).toBe(10);
    for (const song of left) expect(song.deletedAt).toBeNull();
  });
}

function describeAlbumChanges(store: () => CatalogueStore): void {
  test('a changed album is found, sorted and continued under its new name', async () => {
    const song = await one(store(), { albumTitle: 'Old', albumYear: 1 });
    await one(store(), { albumTitle: 'Middle' });
    const { id: artistId } = await sampleArtist(store(), 'Zed');
    const change = { title: 'Aaa', artistId, year: 2001, identityKey: 'new key' };
    await store().changeAlbum(song.album.id, change);
    const album = { id: song.album.id, title: 'Aaa', artistId, artistName: 'Zed' };
    expect(await store().getAlbum(album.id)).toMatchObject({ ...album, year: 2001 });
    expect(await store().getSong(song.id)).toEqual({ ...song, album });
    const first = async (order: 'title' | 'year') =>
      (await store().listAlbums({ order, visibleOnly: true }, { limit: 1 })).items[0]?.id;
    expect(await first('title')).toBe(album.id);
    expect(await first('year')).toBe(album.id);
    const songs = await store().listSongs({ order: 'album', states: ['published'] }, { limit: 1 });
    expect(songs.items[0]?.id).toBe(song.id);
    const other = { id: newId(), title: 'x', artistId, year: null, addedAt: at(0) };
    for (const key of ['new key', 'Artist Old']) {
      expect((await store().ensureAlbum(key, other)).id).toBe(album.id);
    }
    expect((await store().searchCatalogue(['aaa'], 5)).songs).toHaveLength(1);
  });

  test('an album cannot take the identity of another one, nor an artist that is not there', async () => {
    const song = await one(store(), { albumTitle: 'One' });
    await one(store(), { albumTitle: 'Two' });
    const change = {
      title: 'Two',
      artistId: song.album.artistId,
      year: 3,
      identityKey: 'Artist Two',
    };
    const changing = store().changeAlbum(song.album.id, change);
    await expect(changing).rejects.toMatchObject({ code: 'conflict' });
    const nobody = store().changeAlbum(song.album.id, {
      ...change,
      artistId: newId(),
      identityKey: 'n',
    });
    await expect(nobody).rejects.toMatchObject({ code: 'conflict' });
    expect(await store().getSong(song.id)).toEqual(song);
    const missing = store().changeAlbum(newId(), change);
    await expect(missing).rejects.toMatchObject({ code: 'not_found' });
  });
}

function describeArtistChanges(store: () => CatalogueStore): void {
  test('a renamed artist is found, sorted and continued under both names', async () => {
    const song = await one(store(), { artists: ['Old', 'Guest'] });
    await one(store(), { artists: ['Middle'] });
    const { id } = await sampleArtist(store(), 'Old');
    await store().renameArtist(id, { name: 'Aaa', identityKey: 'artist Aaa' });
    expect(await store().getSong(song.id)).toEqual({
      ...song,
      artists: [{ id, name: 'Aaa' }, song.artists[1]],
      album: { ...song.album, artistName: 'Aaa' },
    });
    for (const name of ['Old', 'Aaa']) expect((await sampleArtist(store(), name)).id).toBe(id);
    expect((await store().listArtists({ order: 'name' }, { limit: 1 })).items[0]?.id).toBe(id);
    const songs = await store().listSongs({ order: 'artist', states: ['published'] }, { limit: 1 });
    expect(songs.items[0]?.id).toBe(song.id);
    const albums = await store().listAlbums({ order: 'artist', visibleOnly: true }, { limit: 1 });
    expect(albums.items[0]?.artistId).toBe(id);
    const found = await store().searchCatalogue(['aaa'], 5);
    expect([found.songs.length, found.albums.length, found.artists.length]).toEqual([1, 1, 1]);
  });

  test('an artist cannot take the identity of another one', async () => {
    const { id } = await sampleArtist(store(), 'One');
    await sampleArtist(store(), 'Two');
    const renaming = store().renameArtist(id, { name: 'Two', identityKey: 'artist Two' });
    await expect(renaming).rejects.toMatchObject({ code: 'conflict' });
    expect((await store().getArtist(id)).name).toBe('One');
    const missing = store().renameArtist(newId(), { name: 'x', identityKey: 'x' });
    await expect(missing).rejects.toMatchObject({ code: 'not_found' });
  });

  test('a redirected artist leads to another one and can go when nothing is theirs', async () => {
    const song = await one(store(), { artists: ['From'] });
    const from = await sampleArtist(store(), 'From');
    const to = await sampleArtist(store(), 'To');
    await store().redirectArtist(from.id, to.id);
    await store().redirectArtist(from.id, to.id);
    expect(await sampleArtist(store(), 'From')).toEqual(to);
    await expect(store().deleteArtist(from.id)).rejects.toMatchObject({ code: 'conflict' });
    await store().changeSongs([song.id], { artistIds: [to.id] });
    await expect(store().deleteArtist(from.id)).rejects.toMatchObject({ code: 'conflict' });
    const { title } = song.album;
    const change = { title, artistId: to.id, year: null, identityKey: 'To Album' };
    await store().changeAlbum(song.album.id, change);
    await store().deleteArtist(from.id);
    await store().deleteArtist(from.id);
    await expect(store().getArtist(from.id)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('an artist is not redirected to one that does not exist', async () => {
    const from = await sampleArtist(store(), 'From');
    await expect(store().redirectArtist(from.id, newId())).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(await sampleArtist(store(), 'From')).toEqual(from);
  });

  test('a picture is set and taken, and of two at once each answers another one before it', async () => {
    const { id } = await sampleArtist(store(), 'Seen');
    const [first, ...others] = Array.from({ length: 5 }, (_, n) => toBlobKey(`library/${n}.webp`));
    expect(await store().setArtistPicture(id, first ?? null)).toBeNull();
    expect((await store().getArtist(id)).picture).toBe(first);
    const former = await Promise.all(others.map((key) => store().setArtistPicture(id, key)));
    const last = await store().setArtistPicture(id, null);
    expect([...former, last].toSorted()).toEqual([first, ...others].toSorted());
    expect((await store().getArtist(id)).picture).toBeNull();
    await expect(store().setArtistPicture(newId(), null)).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  test('the picture of an artist that goes is left behind, unless another one shows it', async () => {
    const old = () => newId(at(-600).getTime());
    const [swept, shared, heir] = [old(), old(), old()];
    for (const [n, id] of [swept, shared, heir].entries()) {
      await store().ensureArtist(`pictured ${n}`, { id, name: `Pictured ${n}` });
    }
    const [one, two] = [toBlobKey('library/one.webp'), toBlobKey('library/two.webp')];
    await store().setArtistPicture(swept, one);
    await store().setArtistPicture(shared, two);
    await store().setArtistPicture(heir, two);
    await store().deleteArtist(shared);
    expect(await store().listRemains(5)).toEqual([]);
    expect(await store().deleteUnusedArtists(at(-1), 9)).toBe(2);
    const keys = (await store().listRemains(5)).flatMap((remains) => remains.keys);
    expect(keys.toSorted()).toEqual([one, two]);
  });

  test('songs added while their artist and album are renamed repeat the new names', async () => {
    const [first] = await addSongs(store(), 1, () => ({}));
    const record = await prepareSong(store(), {});
    const { id: artistId } = record.artistIds.map((id) => ({ id }))[0] ?? { id: '' };
    const songs = Array.from({ length: 20 }, () => newId());
    await Promise.all([
      ...songs.map((id) => store().addSong({ ...record, id, contentHash: id })),
      store().renameArtist(artistId, { name: 'Renamed', identityKey: 'r' }),
      store().changeAlbum(record.albumId, {
        title: 'Retitled',
        artistId,
        year: null,
        identityKey: 'rt',
      }),
    ]);
    const found = await store().searchCatalogue(['renamed', 'retitled'], 50);
    expect(found.songs.map((song) => song.id).toSorted()).toEqual(
      [...songs, first?.id ?? ''].toSorted(),
    );
  });
}

function describeUpkeep(store: () => CatalogueStore): void {
  test('albums and artists without songs go after a while, songs in the trash keep theirs', async () => {
    const old = newId(at(-600).getTime());
    const kept = await one(store(), { albumTitle: 'Kept', artists: ['Kept'] });
    await store().trashSongs([kept.id], at(0));
    await store().ensureArtist('old', { id: old, name: 'Old' });
    const empty = { title: 'Empty', artistId: old, year: null };
    const oldAlbum = { ...empty, id: newId(), addedAt: at(-600) };
    const newAlbum = { ...empty, id: newId(), addedAt: at(600) };
    await store().ensureAlbum('old', oldAlbum);
    expect(await store().deleteUnusedArtists(at(0), 9)).toBe(0);
    expect(await store().deleteEmptyAlbums(at(-1), 9)).toBe(1);
    await store().ensureAlbum('new', newAlbum);
    expect(await store().deleteEmptyAlbums(at(1), 9)).toBe(0);
    expect(await store().deleteUnusedArtists(at(-1), 9)).toBe(0);
    expect(await store().deleteEmptyAlbums(at(601), 9)).toBe(1);
    expect(await store().deleteUnusedArtists(at(-1), 9)).toBe(1);
    expect((await store().getSong(kept.id)).album).toEqual(kept.album);
    expect(
      (await store().ensureAlbum('old', { ...oldAlbum, artistId: kept.artists[0]?.id ?? '' })).id,
    ).toBe(oldAlbum.id);
  });
}
