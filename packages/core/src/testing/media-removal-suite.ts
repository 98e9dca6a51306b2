import { expect, test } from 'vitest';
import type { MediaItem, MediaStore } from '../media/items/index.ts';
import { newId } from '../shared/index.ts';
import { at } from './catalogue-samples.ts';
import { sampleMedia, sampleRendition } from './media-samples.ts';

async function add(store: MediaStore, change: Partial<MediaItem> = {}): Promise<MediaItem> {
  const item = sampleMedia(change);
  await store.createMedia(item);
  return item;
}

/** What {@link MediaStore} promises of the trash, of expiry and of what is gone for good. */
export function describeMediaRemoval(store: () => MediaStore): void {
  describeTrash(store);
  describeRemoval(store);
  describeExpiry(store);
}

function describeTrash(store: () => MediaStore): void {
  test('items go into the trash with a time that stays, and come out again', async () => {
    const item = await add(store());
    const other = await add(store(), { ownerId: 'you' });
    const asked = [item.id, other.id, newId()];
    expect(await store().trashMedia('me', asked, at(1))).toEqual([item.id]);
    expect(await store().trashMedia('me', asked, at(2))).toEqual([item.id]);
    expect(await store().getMedia(item.id)).toEqual({ ...item, deletedAt: at(1) });
    expect(await store().getMedia(other.id)).toEqual(other);
    expect(await store().restoreMedia('me', asked)).toEqual([item.id]);
    expect(await store().getMedia(item.id)).toEqual(item);
    expect(await store().restoreMedia('you', [item.id])).toEqual([]);
  });
}

function describeRemoval(store: () => MediaStore): void {
  test('only what is in the trash is removed, and leaves its objects behind', async () => {
    const kept = await add(store());
    const gone = await add(store(), { deletedAt: at(1) });
    const other = await add(store(), { ownerId: 'you', deletedAt: at(1) });
    const asked = [kept.id, gone.id, other.id];
    expect(await store().removeMedia('me', asked, at(5))).toEqual([gone.id]);
    expect(await store().removeMedia('me', asked, at(6))).toEqual([]);
    await expect(store().getMedia(gone.id)).rejects.toMatchObject({ code: 'not_found' });
    expect(await store().getMedia(kept.id)).toEqual(kept);
    const remains = { mediaId: gone.id, rawKey: gone.rawKey, removedAt: at(5) };
    expect(await store().listMediaRemains(9)).toEqual([remains]);
    await store().forgetMediaRemains(gone.id);
    await store().forgetMediaRemains(gone.id);
    expect(await store().listMediaRemains(9)).toEqual([]);
  });

  test('remains whose objects are deleted name the item alone, until they are forgotten', async () => {
    const items = [await add(store()), await add(store()), await add(store())];
    for (const [minute, { id }] of items.entries()) {
      await store().trashMedia('me', [id], at(0));
      await store().removeMedia('me', [id], at(minute));
    }
    const cleared = items.map(({ id: mediaId }, minute) => ({ mediaId, removedAt: at(minute) }));
    const byId = cleared.slice(0, 2);
    for (const one of [...byId, ...byId]) await store().markMediaCleared(one);
    expect((await store().listMediaRemains(9)).map(({ mediaId }) => mediaId)).toEqual([
      items[2]?.id,
    ]);
    const listed = async (minute: number, limit: number) =>
      (await store().listClearedMedia(at(minute), limit)).toSorted(
        (a, b) => a.removedAt.getTime() - b.removedAt.getTime(),
      );
    expect(await listed(9, 9)).toEqual(byId);
    expect(await listed(9, 1)).toHaveLength(1);
    expect(await listed(0, 9)).toEqual(byId.slice(0, 1));
    for (const { mediaId } of cleared) await store().forgetMediaRemains(mediaId);
    expect(await store().listMediaRemains(9)).toEqual([]);
    expect(await store().listClearedMedia(at(9), 9)).toEqual([]);
  });

  test('130 items leave the trash for good, batch by batch, when their time is up', async () => {
    for (let n = 0; n < 130; n++) await add(store(), { deletedAt: at(n % 2) });
    const young = await add(store(), { deletedAt: at(2) });
    const kept = await add(store());
    const batches: number[] = [];
    do batches.push(await store().purgeTrashedMedia(at(2), at(9), 50));
    while (batches.at(-1) !== 0);
    expect(batches).toEqual([50, 50, 30, 0]);
    expect(await store().listMediaRemains(200)).toHaveLength(130);
    for (const item of [young, kept]) expect(await store().getMedia(item.id)).toEqual(item);
  });

  test('everything of a person can be removed, in the trash or not', async () => {
    for (let n = 0; n < 5; n++) await add(store(), { deletedAt: n % 2 ? at(1) : null });
    const other = await add(store(), { ownerId: 'you' });
    expect(await store().purgeMediaOf('me', at(9), 3)).toBe(3);
    expect(await store().purgeMediaOf('me', at(9), 3)).toBe(2);
    expect(await store().purgeMediaOf('me', at(9), 3)).toBe(0);
    expect(await store().getMedia(other.id)).toEqual(other);
  });
}

function describeExpiry(store: () => MediaStore): void {
  const expiring = (minute: number) =>
    add(store(), { renditionsOf: 1, renditions: [sampleRendition({ expiresAt: at(minute) })] });

  test('expired are items whose first rendition to go has reached its time', async () => {
    const second = await expiring(2);
    const renditions = [5, 1].map((minute) => sampleRendition({ expiresAt: at(minute) }));
    const first = await add(store(), { renditionsOf: 1, renditions });
    await expiring(3);
    await add(store());
    const expired = async (limit: number) =>
      (await store().listExpiredMedia(at(2), limit)).map(({ id }) => id);
    expect(await expired(9)).toEqual([first.id, second.id]);
    expect(await expired(1)).toEqual([first.id]);
  });

  test('renditions are forgotten once, and only those of the generation named', async () => {
    const item = await expiring(1);
    await store().forgetRenditions(item.id, 2);
    expect(await store().getMedia(item.id)).toEqual(item);
    await store().forgetRenditions(item.id, 1);
    await store().forgetRenditions(item.id, 1);
    await store().forgetRenditions(newId(), 1);
    const without = { ...item, renditions: [], renditionsOf: null };
    expect(await store().getMedia(item.id)).toEqual(without);
    expect(await store().listExpiredMedia(at(9), 9)).toEqual([]);
  });
}
