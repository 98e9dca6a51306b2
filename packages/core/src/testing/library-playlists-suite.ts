import { expect, test } from 'vitest';
import type { CatalogueStore } from '../catalog/index.ts';
import {
  keysBetween,
  type LibraryStore,
  type Playlist,
  type PlaylistItem,
} from '../library/index.ts';
import { newId, titleSortKey, toBlobKey } from '../shared/index.ts';
import { addSongs, at, atOnce } from './catalogue-samples.ts';
import { collectPages, hostileTexts } from './pages.ts';

export function newItem(change: Partial<PlaylistItem> = {}): PlaylistItem {
  return {
    id: newId(),
    position: 'a0',
    songId: newId(),
    durationMs: 1000,
    addedBy: 'me',
    addedAt: at(1),
    ...change,
  };
}

export async function addPlaylist(
  store: LibraryStore,
  change: Partial<Playlist> = {},
): Promise<Playlist> {
  const playlist: Playlist = {
    id: newId(),
    ownerId: 'me',
    name: 'A playlist',
    description: 'About nothing',
    cover: null,
    visibility: 'private',
    rules: null,
    memberIds: [],
    invitationRound: 0,
    version: 1,
    itemCount: 0,
    durationMs: 0,
    createdAt: at(0),
    updatedAt: at(0),
    ...change,
  };
  expect(await store.createPlaylist(playlist)).toBe(true);
  return playlist;
}

export function itemsOf(store: LibraryStore, playlistId: string, limit = 200) {
  return collectPages((page) => store.listItems(playlistId, page), limit);
}

/** What {@link LibraryStore} promises of playlists. */
export function describePlaylists(
  store: () => LibraryStore,
  catalogue: () => CatalogueStore,
): void {
  describeDetails(store);
  describeLists(store);
  describeItems(store);
  describeFirstSongs(store);
  describeHiddenItems(store, catalogue);
  describeVersions(store);
  describePlaylistSearch(store);
}

function describeDetails(store: () => LibraryStore): void {
  test('a playlist comes back as it was created, once', async () => {
    const playlist = await addPlaylist(store());
    expect(await store().getPlaylist(playlist.id)).toEqual(playlist);
    expect(await store().createPlaylist({ ...playlist, name: 'x', ownerId: 'you' })).toBe(false);
    expect(await store().getPlaylist(playlist.id)).toEqual(playlist);
    await expect(store().getPlaylist(newId())).rejects.toMatchObject({ code: 'not_found' });
  });

  test.each(hostileTexts)('keeps the text %s', async (_name, text) => {
    const playlist = await addPlaylist(store(), { name: text, description: text });
    expect(await store().getPlaylist(playlist.id)).toEqual(playlist);
    const change = { name: `${text}!`, description: '' };
    const changed = await store().changePlaylist(playlist.id, change, {
      version: 1,
      updatedAt: at(5),
    });
    expect(changed).toEqual({ ...playlist, ...change, version: 2, updatedAt: at(5) });
  });

  test('a change sets what it names and leaves the rest', async () => {
    const playlist = await addPlaylist(store());
    const changed = await store().changePlaylist(
      playlist.id,
      { visibility: 'unlisted', name: undefined },
      { version: 1, updatedAt: at(5) },
    );
    expect(changed).toEqual({ ...playlist, visibility: 'unlisted', version: 2, updatedAt: at(5) });
  });

  test('a cover is set, stays through other changes, and is taken', async () => {
    const { id } = await addPlaylist(store());
    const cover = toBlobKey('library/playlists/one/cover.webp');
    const changes = [{ cover }, { name: 'x' }, { cover: undefined }, { cover: null }];
    const seen: (string | null)[] = [];
    for (const [n, change] of changes.entries()) {
      await store().changePlaylist(id, change, { version: n + 1, updatedAt: at(5) });
      seen.push((await store().getPlaylist(id)).cover);
    }
    expect(seen).toEqual([cover, cover, cover, null]);
  });

  test('a deleted playlist is gone with its items', async () => {
    const playlist = await addPlaylist(store());
    await store().addItems(playlist.id, [newItem()], { version: 1, updatedAt: at(1) });
    await store().deletePlaylist(playlist.id);
    await store().deletePlaylist(playlist.id);
    await expect(store().getPlaylist(playlist.id)).rejects.toMatchObject({ code: 'not_found' });
    expect(await itemsOf(store(), playlist.id)).toEqual([]);
  });
}

function describeLists(store: () => LibraryStore): void {
  test('a person’s playlists come by change and by name, whatever the page size', async () => {
    const names = ['b', 'Ä', 'a', '😀', 'x'.repeat(300), 'B '];
    const all: Playlist[] = [];
    for (let n = 0; n < 24; n++) {
      const updatedAt = at(Math.floor(n / 2));
      all.push(await addPlaylist(store(), { name: names[n % names.length] ?? '', updatedAt }));
    }
    await addPlaylist(store(), { ownerId: 'you' });
    const byUpdate = all.toSorted(
      (a, b) => b.updatedAt.getTime() - a.updatedAt.getTime() || (a.id < b.id ? 1 : -1),
    );
    const key = (playlist: Playlist) => Buffer.from(titleSortKey(playlist.name));
    const byName = all.toSorted((a, b) => Buffer.compare(key(a), key(b)) || (a.id < b.id ? -1 : 1));
    for (const limit of [1, 5, 24, 50]) {
      const list = (order: 'updated' | 'name') =>
        collectPages((page) => store().listPlaylistsOf('me', order, page), limit);
      expect(await list('updated')).toEqual(byUpdate);
      expect(await list('name')).toEqual(byName);
    }
  });

  test.each(['updated', 'name'] as const)('refuses a bad position by %s', async (order) => {
    const listing = store().listPlaylistsOf('me', order, { limit: 1, after: ['x', 'y'] });
    await expect(listing).rejects.toMatchObject({ code: 'invalid_cursor' });
  });
}

function describeItems(store: () => LibraryStore): void {
  test('items come in the order of their positions, whatever the page size', async () => {
    const { id } = await addPlaylist(store());
    const positions = keysBetween(null, null, 120);
    const songId = newId(); // the same song again and again
    const items = positions.map((position) => newItem({ position, songId, durationMs: 2 ** 31 }));
    await store().addItems(id, items.toReversed(), { version: 1, updatedAt: at(1) });
    for (const limit of [1, 50, 120]) expect(await itemsOf(store(), id, limit)).toEqual(items);
    expect(await store().getPlaylist(id)).toMatchObject({
      itemCount: 120,
      durationMs: 120 * 2 ** 31,
      version: 2,
      updatedAt: at(1),
    });
    const bad = store().listItems(id, { limit: 1, after: ['a0', 'x'] });
    await expect(bad).rejects.toMatchObject({ code: 'invalid_cursor' });
  });

  test('a playlist is in the lists and searches of its members', async () => {
    const { id } = await addPlaylist(store(), { name: 'Together' });
    const memberIds = ['you', `o'"{},\\`];
    const shared = { memberIds, invitationRound: 3 };
    const changed = await store().changePlaylist(id, shared, { version: 1, updatedAt: at(1) });
    expect(changed).toMatchObject(shared);
    for (const userId of ['me', ...memberIds]) {
      for (const order of ['updated', 'name'] as const) {
        const { items } = await store().listPlaylistsOf(userId, order, { limit: 5 });
        expect(items, userId).toEqual([changed]);
      }
      expect(await store().searchPlaylistsOf(userId, ['together'], 5)).toEqual([changed]);
    }
    expect((await store().listPlaylistsOf('they', 'name', { limit: 5 })).items).toEqual([]);
    await store().changePlaylist(id, { memberIds: [] }, { version: 2, updatedAt: at(2) });
    expect((await store().listPlaylistsOf('you', 'name', { limit: 5 })).items).toEqual([]);
  });

  test('of a member who is forgotten only the songs stay', async () => {
    const { id } = await addPlaylist(store(), { memberIds: ['you', 'they'] });
    const item = newItem({ addedBy: 'you' });
    await store().addItems(id, [item], { version: 1, updatedAt: at(1) });
    await store().forgetListener('you');
    await store().forgetListener('you');
    expect(await store().getPlaylist(id)).toMatchObject({ memberIds: ['they'], itemCount: 1 });
    expect(await itemsOf(store(), id)).toEqual([{ ...item, addedBy: '' }]);
  });

  test('a playlist knows whether a song has a place in it', async () => {
    const [here, elsewhere] = [await addPlaylist(store()), await addPlaylist(store())];
    const item = newItem();
    await store().addItems(here.id, [item], { version: 1, updatedAt: at(1) });
    expect(await store().hasSong(here.id, item.songId)).toBe(true);
    expect(await store().hasSong(elsewhere.id, item.songId)).toBe(false);
    expect(await store().hasSong(newId(), item.songId)).toBe(false);
    await store().removeItems(here.id, [item.id], { version: 2, updatedAt: at(2) });
    expect(await store().hasSong(here.id, item.songId)).toBe(false);
  });

  test('500 items are added and removed at once', async () => {
    const { id } = await addPlaylist(store());
    const items = keysBetween(null, null, 500).map((position) => newItem({ position }));
    await store().addItems(id, items, { version: 1, updatedAt: at(1) });
    const ids = items.map((item) => item.id);
    expect(await store().getItems(id, [...ids.slice(0, 499), newId()])).toHaveLength(499);
    const removed = await store().removeItems(id, [newId(), ...ids.slice(1)], {
      version: 2,
      updatedAt: at(2),
    });
    expect(removed).toMatchObject({ itemCount: 1, durationMs: 1000, version: 3, updatedAt: at(2) });
    expect(await itemsOf(store(), id)).toEqual([items[0]]);
  });

  test('items move to other positions, those that do not exist do not', async () => {
    const { id } = await addPlaylist(store());
    const items = ['a', 'b', 'c'].map((position) => newItem({ position }));
    await store().addItems(id, items, { version: 1, updatedAt: at(1) });
    const [first, second, third] = items as [PlaylistItem, PlaylistItem, PlaylistItem];
    const moves = [
      { id: first.id, position: 'd' },
      { id: newId(), position: 'e' },
    ];
    await store().moveItems(id, moves, { version: 2, updatedAt: at(2) });
    expect(await itemsOf(store(), id)).toEqual([second, third, { ...first, position: 'd' }]);
  });

  test('items of one playlist are out of reach through another one', async () => {
    const mine = await addPlaylist(store());
    const other = await addPlaylist(store());
    const item = newItem();
    await store().addItems(mine.id, [item], { version: 1, updatedAt: at(1) });
    const write = (version: number) => ({ version, updatedAt: at(2) });
    await store().removeItems(other.id, [item.id], write(1));
    await store().moveItems(other.id, [{ id: item.id, position: 'z' }], write(2));
    expect(await store().getItems(other.id, [item.id])).toEqual([]);
    const gap = store().findGap(other.id, { after: item.id });
    await expect(gap).rejects.toMatchObject({ code: 'not_found' });
    expect(await itemsOf(store(), mine.id)).toEqual([item]);
    expect(await store().getPlaylist(other.id)).toMatchObject({ itemCount: 0, durationMs: 0 });
  });

  test('a gap is what lies around a place', async () => {
    const { id } = await addPlaylist(store());
    expect(await store().findGap(id, 'end')).toEqual({ before: null, after: null });
    expect(await store().findGap(id, { after: null })).toEqual({ before: null, after: null });
    const items = ['a', 'b', 'b', 'Z'].map((position) => newItem({ position }));
    await store().addItems(id, items, { version: 1, updatedAt: at(1) });
    expect(await store().findGap(id, 'end')).toEqual({ before: 'b', after: null });
    expect(await store().findGap(id, { after: null })).toEqual({ before: null, after: 'Z' });
    const after = (index: number) => store().findGap(id, { after: items[index]?.id ?? '' });
    expect(await after(0)).toEqual({ before: 'a', after: 'b' });
    expect(await after(1)).toEqual({ before: 'b', after: null });
    expect(await after(3)).toEqual({ before: 'Z', after: 'a' });
    await expect(store().findGap(id, { after: newId() })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
}

function describeFirstSongs(store: () => LibraryStore): void {
  test('the first songs of playlists come in their order, each with its own', async () => {
    const [one, two, empty] = [
      await addPlaylist(store()),
      await addPlaylist(store()),
      await addPlaylist(store()),
    ];
    const items = ['a2', 'a0', 'a1', 'a0V'].map((position) => newItem({ position }));
    await store().addItems(one.id, items, { version: 1, updatedAt: at(1) });
    const twice = newItem({ position: 'a1', songId: items[0]?.songId ?? '' });
    await store().addItems(two.id, [twice], { version: 1, updatedAt: at(1) });
    const ids = [one.id, two.id, empty.id, newId()];
    const songs = (...places: number[]) => places.map((place) => items[place]?.songId);
    expect(await store().listFirstSongs(ids, 3)).toEqual(
      new Map([
        [one.id, songs(1, 3, 2)],
        [two.id, songs(0)],
      ]),
    );
    expect(await store().listFirstSongs([], 3)).toEqual(new Map());
  });
}

function describeHiddenItems(store: () => LibraryStore, catalogue: () => CatalogueStore): void {
  test('items are summed up whose songs nobody can see at the moment, of many playlists', async () => {
    const songs = await addSongs(catalogue(), 3, () => ({}));
    const [seen = '', draft = '', trashed = ''] = songs.map(({ id }) => id);
    const lists: [string, string[]][] = [];
    // More items than are written in one transaction, and songs with several places.
    const contents = [
      [...Array.from({ length: 40 }, () => draft), seen, trashed, seen],
      [seen, trashed],
      [seen, newId()],
      [],
    ];
    for (const songIds of contents) {
      const { id } = await addPlaylist(store());
      const items = songIds.map((songId, n) => newItem({ songId, durationMs: n + 1 }));
      await store().addItems(id, items, { version: 1, updatedAt: at(1) });
      lists.push([id, songIds]);
    }
    const [[one = ''] = [], [two = ''] = []] = lists;
    const all = [...lists.map(([id]) => id), newId()];
    const sums = () => store().sumHiddenItems(all);
    expect(await sums()).toEqual(new Map());
    await catalogue().changeSongs([draft], { published: false });
    await catalogue().trashSongs([trashed], at(2));
    const draftsOfOne = { itemCount: 40, durationMs: 820 };
    expect(await sums()).toEqual(
      new Map([
        [one, { itemCount: 41, durationMs: 820 + 42 }],
        [two, { itemCount: 1, durationMs: 2 }],
      ]),
    );
    expect((await store().getPlaylist(one)).itemCount).toBe(43);
    await catalogue().restoreSongs([trashed]);
    expect(await sums()).toEqual(new Map([[one, draftsOfOne]]));
    await catalogue().changeSongs([draft], { published: true });
    expect(await sums()).toEqual(new Map());
    expect(await store().sumHiddenItems([])).toEqual(new Map());
  });
}

function describeVersions(store: () => LibraryStore): void {
  const writes: [string, (id: string, itemId: string, version: number) => Promise<Playlist>][] = [
    [
      'change',
      (id, _, version) => store().changePlaylist(id, { name: 'y' }, { version, updatedAt: at(3) }),
    ],
    ['add', (id, _, version) => store().addItems(id, [newItem()], { version, updatedAt: at(3) })],
    [
      'remove',
      (id, itemId, version) => store().removeItems(id, [itemId], { version, updatedAt: at(3) }),
    ],
    [
      'move',
      (id, itemId, version) =>
        store().moveItems(id, [{ id: itemId, position: 'z' }], { version, updatedAt: at(3) }),
    ],
  ];

  test.each(writes)('to %s needs the version that is there, and a playlist', async (_, write) => {
    const { id } = await addPlaylist(store());
    const item = newItem();
    const before = await store().addItems(id, [item], { version: 1, updatedAt: at(1) });
    for (const version of [1, 3]) {
      await expect(write(id, item.id, version)).rejects.toMatchObject({ code: 'conflict' });
    }
    await expect(write(newId(), item.id, 1)).rejects.toMatchObject({ code: 'not_found' });
    expect(await store().getPlaylist(id)).toEqual(before);
    expect(await itemsOf(store(), id)).toEqual([item]);
    expect(await write(id, item.id, 2)).toMatchObject({ version: 3, updatedAt: at(3) });
  });

  test('of ten writers with one version, one succeeds', async () => {
    const { id } = await addPlaylist(store());
    const results = await atOnce(10, () =>
      store()
        .addItems(id, [newItem()], { version: 1, updatedAt: at(1) })
        .then(() => 'ok')
        .catch((error: { code: string }) => error.code),
    );
    expect(results.toSorted()).toEqual([...Array.from({ length: 9 }, () => 'conflict'), 'ok']);
    expect(await itemsOf(store(), id)).toHaveLength(1);
    expect(await store().getPlaylist(id)).toMatchObject({ version: 2, itemCount: 1 });
  });
}

function describePlaylistSearch(store: () => LibraryStore): void {
  test('a person finds their own playlists, the closest name first', async () => {
    for (const name of ['Summer rain', 'Rainy days', 'Ráin', 'Sun']) {
      await addPlaylist(store(), { name });
    }
    await addPlaylist(store(), { name: 'Rain of somebody else', ownerId: 'you' });
    const find = async (words: string[], limit = 5) =>
      (await store().searchPlaylistsOf('me', words, limit)).map((playlist) => playlist.name);
    expect(await find(['rain'])).toEqual(['Ráin', 'Rainy days', 'Summer rain']);
    expect(await find(['ra', 'sum'])).toEqual(['Summer rain']);
    expect(await find(['rain'], 1)).toEqual(['Ráin']);
    expect(await find(["'x"])).toEqual([]);
    expect(await find([])).toEqual([]);
  });

  test('slips are forgiven after what was typed, and where there is enough of that, not looked for', async () => {
    for (const name of ['Wintermärchen', 'Winder', 'Nothing']) await addPlaylist(store(), { name });
    await addPlaylist(store(), { name: 'Winter', ownerId: 'you' });
    const find = async (...words: string[]) =>
      (await store().searchPlaylistsOf('me', words, 10)).map((playlist) => playlist.name);
    expect(await find('winter')).toEqual(['Wintermärchen', 'Winder']);
    expect(await find('wintermarhcen')).toEqual(['Wintermärchen']);
    expect(await find('nohting', 'x')).toEqual([]);
    expect(await find('wxn')).toEqual([]);
    for (let n = 0; n < 5; n++) await addPlaylist(store(), { name: `Winter ${n}` });
    const found = await find('winter');
    expect(found).toHaveLength(6);
    expect(found).not.toContain('Winder');
  });

  test('a renamed playlist is found by its new name', async () => {
    const { id } = await addPlaylist(store(), { name: 'Before' });
    await store().changePlaylist(id, { name: 'After' }, { version: 1, updatedAt: at(1) });
    expect(await store().searchPlaylistsOf('me', ['before'], 5)).toEqual([]);
    expect(await store().searchPlaylistsOf('me', ['after'], 5)).toHaveLength(1);
  });
}
