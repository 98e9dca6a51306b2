import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { NewPhotoAlbum, PhotoAlbumStore } from '../media/albums/index.ts';
import type { MediaItem, MediaStore } from '../media/items/index.ts';
import { newId } from '../shared/index.ts';
import { at, atOnce } from './catalogue-samples.ts';
import { sampleMedia } from './media-samples.ts';
import { collectPages, hostileTexts } from './pages.ts';

/** What the suite needs of an engine: empty stores that belong together. */
export interface PhotoAlbumStoreSetup {
  store: PhotoAlbumStore;
  media: MediaStore;
  dispose: () => Promise<void>;
}

type Context = () => PhotoAlbumStoreSetup;

/** Every promise of {@link PhotoAlbumStore}, for any engine. */
export function describePhotoAlbumStore(
  name: string,
  setup: () => Promise<PhotoAlbumStoreSetup>,
): void {
  describe(`photo album store: ${name}`, () => {
    let context: PhotoAlbumStoreSetup;
    beforeEach(async () => {
      context = await setup();
    });
    afterEach(() => context.dispose());

    describeAlbums(() => context);
    describeItems(() => context);
    describeOrder(() => context);
    describeTrash(() => context);
  });
}

async function addAlbum(
  { store }: PhotoAlbumStoreSetup,
  change: Partial<NewPhotoAlbum> = {},
): Promise<NewPhotoAlbum> {
  const album: NewPhotoAlbum = {
    ...{ id: newId(), ownerId: 'me', title: 'Sea', description: '', visibility: 'private' },
    ...{ createdAt: at(0), updatedAt: at(0) },
    ...change,
  };
  expect(await store.createPhotoAlbum(album)).toBe(true);
  return album;
}

async function addMedia(
  { media }: PhotoAlbumStoreSetup,
  count: number,
  change: Partial<MediaItem> = {},
): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n++) {
    const item = sampleMedia(change);
    await media.createMedia(item);
    ids.push(item.id);
  }
  return ids;
}

function idsIn({ store }: PhotoAlbumStoreSetup, albumId: string, presentable = false, limit = 50) {
  const list = collectPages(
    (page) => store.listPhotoAlbumItems(albumId, { presentable }, page),
    limit,
  );
  return list.then((placed) => placed.map(({ item }) => item.id));
}

const write = { updatedAt: at(5) };

function describeAlbums(context: Context): void {
  test('an album comes back as it was made, and its id is taken once', async () => {
    const { store } = context();
    const album = await addAlbum(context(), { visibility: 'public', description: 'Blue' });
    const kept = { coverMediaId: null, shownCoverId: null, itemCount: 0, version: 1 };
    expect(await store.getPhotoAlbum(album.id)).toEqual({ ...album, ...kept });
    expect(await store.createPhotoAlbum({ ...album, title: 'x', ownerId: 'you' })).toBe(false);
    expect((await store.getPhotoAlbum(album.id)).title).toBe('Sea');
    await expect(store.getPhotoAlbum(newId())).rejects.toMatchObject({ code: 'not_found' });
  });

  test.each(hostileTexts)('keeps the text %s', async (_name, text) => {
    const { id } = await addAlbum(context(), { title: text, description: text });
    const found = await context().store.getPhotoAlbum(id);
    expect([found.title, found.description]).toEqual([text, text]);
  });

  test('albums of an owner come in pages, changed last first', async () => {
    const { store } = context();
    const mine: string[] = [];
    for (let n = 0; n < 21; n++) {
      const updatedAt = at(Math.floor(n / 3));
      mine.unshift((await addAlbum(context(), { updatedAt })).id);
      await addAlbum(context(), { updatedAt, ownerId: "m'e" });
    }
    for (const limit of [1, 7, 50]) {
      const listed = await collectPages((page) => store.listPhotoAlbumsOf('me', page), limit);
      expect(listed.map(({ id }) => id)).toEqual(mine);
    }
    const after = ['never', newId()];
    await expect(store.listPhotoAlbumsOf('me', { limit: 1, after })).rejects.toMatchObject({
      code: 'invalid_cursor',
    });
  });

  test('a change sets what it names, once for each version', async () => {
    const { store } = context();
    const { id } = await addAlbum(context());
    const change = { title: 'Lake', visibility: 'unlisted' } as const;
    const changed = await store.changePhotoAlbum(id, change, { version: 1, ...write });
    expect(changed).toMatchObject({ ...change, description: '', version: 2, updatedAt: at(5) });
    const late = store.changePhotoAlbum(id, { title: 'x' }, { version: 1, ...write });
    await expect(late).rejects.toMatchObject({ code: 'conflict' });
    expect((await store.changePhotoAlbum(id, {}, write)).title).toBe('Lake');
    const gone = store.changePhotoAlbum(newId(), { title: 'x' }, write);
    await expect(gone).rejects.toMatchObject({ code: 'not_found' });
  });

  test('of two writes of one version at once one is made', async () => {
    const { store } = context();
    const { id } = await addAlbum(context());
    const results = await atOnce(2, () => {
      const attempt = store.changePhotoAlbum(id, { title: 'x' }, { version: 1, ...write });
      return attempt.then(
        () => 'made',
        (error: { code: string }) => error.code,
      );
    });
    expect(results.toSorted()).toEqual(['conflict', 'made']);
  });

  test('albums are deleted with their places, and everything of a person', async () => {
    const { store } = context();
    const [first, second, other] = [
      await addAlbum(context()),
      await addAlbum(context()),
      await addAlbum(context(), { ownerId: 'you' }),
    ];
    await store.addToPhotoAlbum(first.id, await addMedia(context(), 1), write);
    await store.deletePhotoAlbum(first.id);
    await store.deletePhotoAlbum(first.id);
    expect(await idsIn(context(), first.id)).toEqual([]);
    await store.deletePhotoAlbumsOf('me');
    await expect(store.getPhotoAlbum(second.id)).rejects.toMatchObject({ code: 'not_found' });
    expect((await store.getPhotoAlbum(other.id)).id).toBe(other.id);
  });
}

function describeItems(context: Context): void {
  test('items come at the end in the order given, each once', async () => {
    const { store } = context();
    const { id } = await addAlbum(context());
    const [a = '', b = '', c = ''] = await addMedia(context(), 3);
    await store.addToPhotoAlbum(id, [c, a], write);
    const album = await store.addToPhotoAlbum(id, [b, a, b], write);
    expect(album).toMatchObject({ itemCount: 3, version: 3, shownCoverId: c });
    for (const limit of [1, 2, 3]) {
      expect(await idsIn(context(), id, false, limit)).toEqual([c, a, b]);
    }
  });

  test('500 items are added and removed at once', async () => {
    const { store } = context();
    const { id } = await addAlbum(context());
    const ids = await addMedia(context(), 500);
    expect((await store.addToPhotoAlbum(id, ids, write)).itemCount).toBe(500);
    expect(await idsIn(context(), id, false, 120)).toEqual(ids);
    expect((await store.removeFromPhotoAlbum(id, ids.slice(1), write)).itemCount).toBe(1);
  });

  test("somebody else's items, and those that do not exist, are left out", async () => {
    const { store } = context();
    const { id } = await addAlbum(context());
    const [theirs = ''] = await addMedia(context(), 1, { ownerId: 'you' });
    expect((await store.addToPhotoAlbum(id, [theirs, newId()], write)).itemCount).toBe(0);
    expect(await store.isInPhotoAlbum(id, theirs)).toBe(false);
    const nowhere = store.addToPhotoAlbum(newId(), [theirs], write);
    await expect(nowhere).rejects.toMatchObject({ code: 'not_found' });
  });

  test('two who add at once both do', async () => {
    const { store } = context();
    const { id } = await addAlbum(context());
    const ids = await addMedia(context(), 8);
    await Promise.all(ids.map((mediaId) => store.addToPhotoAlbum(id, [mediaId], write)));
    expect((await idsIn(context(), id)).toSorted()).toEqual(ids.toSorted());
    expect((await store.getPhotoAlbum(id)).itemCount).toBe(8);
  });

  test('removing leaves out what is not there', async () => {
    const { store } = context();
    const { id } = await addAlbum(context());
    const [a = '', b = ''] = await addMedia(context(), 2);
    await store.addToPhotoAlbum(id, [a, b], write);
    const album = await store.removeFromPhotoAlbum(id, [a, newId()], write);
    expect(album).toMatchObject({ itemCount: 1, shownCoverId: b });
    expect(await store.isInPhotoAlbum(id, a)).toBe(false);
    expect(await store.isInPhotoAlbum(id, b)).toBe(true);
  });
}

function describeOrder(context: Context): void {
  test('items move behind another one or first, and what is added then comes last', async () => {
    const { store } = context();
    const { id } = await addAlbum(context());
    const [a = '', b = '', c = '', d = '', e = ''] = await addMedia(context(), 5);
    await store.addToPhotoAlbum(id, [a, b, c, d], write);
    await store.moveInPhotoAlbum(id, { mediaIds: [d, a], after: b }, write);
    expect(await idsIn(context(), id)).toEqual([b, d, a, c]);
    await store.moveInPhotoAlbum(id, { mediaIds: [c], after: null }, write);
    expect(await idsIn(context(), id)).toEqual([c, b, d, a]);
    await store.addToPhotoAlbum(id, [e], write);
    expect(await idsIn(context(), id)).toEqual([c, b, d, a, e]);
  });

  test('a move of, or behind, what is not there changes nothing', async () => {
    const { store } = context();
    const { id } = await addAlbum(context());
    const [a = '', b = ''] = await addMedia(context(), 2);
    await store.addToPhotoAlbum(id, [a, b], write);
    for (const move of [
      { mediaIds: [b, newId()], after: null },
      { mediaIds: [a], after: newId() },
    ]) {
      const moved = store.moveInPhotoAlbum(id, move, write);
      await expect(moved).rejects.toMatchObject({ code: 'not_found' });
    }
    expect(await idsIn(context(), id)).toEqual([a, b]);
    expect((await store.getPhotoAlbum(id)).version).toBe(2);
  });

  test('the cover is an item of the album, until that is taken out', async () => {
    const { store } = context();
    const { id } = await addAlbum(context());
    const [a = '', b = '', c = ''] = await addMedia(context(), 3);
    await store.addToPhotoAlbum(id, [a, b], write);
    const chosen = await store.changePhotoAlbum(id, { coverMediaId: b }, write);
    expect(chosen).toMatchObject({ coverMediaId: b, shownCoverId: b });
    const outside = store.changePhotoAlbum(id, { coverMediaId: c }, write);
    await expect(outside).rejects.toMatchObject({ code: 'not_found' });
    const without = await store.removeFromPhotoAlbum(id, [b], write);
    expect(without).toMatchObject({ coverMediaId: null, shownCoverId: a });
  });
}

function describeTrash(context: Context): void {
  test('items in the trash keep their place and are not shown, until they are removed', async () => {
    const { store, media } = context();
    const { id } = await addAlbum(context());
    const [a = '', b = '', c = ''] = await addMedia(context(), 3);
    await store.addToPhotoAlbum(id, [a, b, c], write);
    await store.changePhotoAlbum(id, { coverMediaId: b }, write);
    await media.trashMedia('me', [b], at(1));
    expect(await idsIn(context(), id)).toEqual([a, c]);
    expect(await store.getPhotoAlbum(id)).toMatchObject({ itemCount: 2, shownCoverId: a });
    expect(await store.isInPhotoAlbum(id, b)).toBe(false);
    await media.restoreMedia('me', [b]);
    expect(await idsIn(context(), id)).toEqual([a, b, c]);
    expect(await store.getPhotoAlbum(id)).toMatchObject({ itemCount: 3, shownCoverId: b });
    await media.trashMedia('me', [b], at(1));
    await media.removeMedia('me', [b], at(2));
    await media.restoreMedia('me', [b]);
    expect(await idsIn(context(), id)).toEqual([a, c]);
  });

  test('only what was processed once can be presented', async () => {
    const { store } = context();
    const { id } = await addAlbum(context());
    const [raw = ''] = await addMedia(context(), 1);
    const [done = ''] = await addMedia(context(), 1, { width: 4, height: 3 });
    await store.addToPhotoAlbum(id, [raw, done], write);
    expect(await idsIn(context(), id, true)).toEqual([done]);
  });
}
