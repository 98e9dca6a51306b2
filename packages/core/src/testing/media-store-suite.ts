import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { MediaChange, MediaItem, MediaProgress, MediaStore } from '../media/items/index.ts';
import { newId } from '../shared/index.ts';
import { at, atOnce } from './catalogue-samples.ts';
import { describeMediaRemoval } from './media-removal-suite.ts';
import { knownFacts, sampleMedia, sampleRendition } from './media-samples.ts';
import { collectPages, hostileTexts } from './pages.ts';

/** What a suite needs of an engine: an empty store, and how to take it down again. */
export interface MediaStoreSetup {
  store: MediaStore;
  dispose: () => Promise<void>;
}

/** Every promise of {@link MediaStore}, for any engine. */
export function describeMediaStore(name: string, setup: () => Promise<MediaStoreSetup>): void {
  describe(`media store: ${name}`, () => {
    let context: MediaStoreSetup;
    beforeEach(async () => {
      context = await setup();
    });
    afterEach(() => context.dispose());
    const store = () => context.store;

    describeKeeping(store);
    describeTimeline(store);
    describeChanges(store);
    describeEdits(store);
    describeSimilar(store);
    describeMediaRemoval(store);
  });
}

async function add(store: MediaStore, change: Partial<MediaItem> = {}): Promise<MediaItem> {
  const item = sampleMedia(change);
  expect(await store.createMedia(item)).toBe(true);
  return item;
}

const ids = (items: readonly MediaItem[]) => items.map(({ id }) => id);

function describeKeeping(store: () => MediaStore): void {
  test('an item of which nothing is known and one of which everything is come back', async () => {
    const bare = await add(store());
    const full = await add(store(), {
      ...knownFacts,
      kind: 'video',
      title: 'Harbour',
      caption: 'Two lines,\nand a “third”',
      guestName: 'Zoë',
      tags: ['b', 'a'],
      capture: { at: at(-1), offsetMinutes: -570, source: 'metadata' },
      contentHash: 'ab'.repeat(32),
      generation: 3,
      renditionsOf: 2,
      renditions: [sampleRendition(), sampleRendition({ name: 'hls/master.m3u8', role: 'stream' })],
      visibility: 'public',
      deletedAt: at(7),
    });
    for (const item of [bare, full]) expect(await store().getMedia(item.id)).toEqual(item);
  });

  test.each(progresses)('keeps the progress %j', async (progress) => {
    const item = await add(store(), { progress });
    expect(await store().getMedia(item.id)).toEqual(item);
  });

  test.each(hostileTexts)('keeps the text %s', async (_name, text) => {
    const item = await add(store(), {
      fileName: text,
      title: text,
      caption: text,
      tags: [text, `${text}2`],
    });
    expect(await store().getMedia(item.id)).toEqual(item);
    const [edited] = await store().editMedia('me', [item.id], { removeTags: [text] });
    expect(edited?.tags).toEqual([`${text}2`]);
  });

  test('refuses NUL, which not every engine can keep', async () => {
    const item = sampleMedia({ title: 'a\0b' });
    await expect(store().createMedia(item)).rejects.toMatchObject({ code: 'invalid_request' });
    await expect(store().getMedia(item.id)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('an id is taken once, and the first item stays', async () => {
    const item = await add(store());
    expect(await store().createMedia({ ...item, ownerId: 'you', title: 'x' })).toBe(false);
    expect(await store().getMedia(item.id)).toEqual(item);
    await expect(store().getMedia(newId())).rejects.toMatchObject({ code: 'not_found' });
  });

  test('up to 500 items are fetched at once, those of somebody else are not', async () => {
    const mine: string[] = [];
    for (let n = 0; n < 130; n++) mine.push((await add(store())).id);
    const other = await add(store(), { ownerId: 'you' });
    const asked = [...mine, other.id, newId()];
    expect(ids(await store().getMediaOf('me', asked)).toSorted()).toEqual(mine.toSorted());
    expect(await store().getMediaOf('me', [])).toEqual([]);
  });
}

function describeTimeline(store: () => MediaStore): void {
  const capturedAt = (minute: number): Pick<MediaItem, 'capture'> => ({
    capture: { at: at(minute), offsetMinutes: null, source: 'metadata' },
  });

  test('months are those of the clock where something was captured', async () => {
    const capture = (iso: string, offsetMinutes: number | null) => ({
      capture: { at: new Date(iso), offsetMinutes, source: 'metadata' as const },
    });
    const march = [
      await add(store(), capture('2024-03-31T23:59:59Z', null)),
      await add(store(), { ...capture('2024-03-15T12:00:00Z', 60), kind: 'video' }),
      // Midnight has passed there already, or is yet to come.
      await add(store(), { ...capture('2024-02-29T22:00:00Z', 840), tags: ['sea'] }),
      await add(store(), capture('2024-04-01T09:00:00Z', -600)),
    ];
    const april = await add(store(), capture('2024-03-31T23:59:59Z', 1));
    await add(store(), { ...capture('2024-03-01T00:00:00Z', null), deletedAt: at(1) });
    await add(store(), { ...capture('2024-03-01T00:00:00Z', null), ownerId: 'you' });
    expect(await store().listMonthsOf('me', {})).toEqual([
      { month: '2024-04', count: 1 },
      { month: '2024-03', count: 4 },
    ]);
    expect(await store().listMonthsOf('me', { kind: 'video' })).toEqual([
      { month: '2024-03', count: 1 },
    ]);
    expect(await store().listMonthsOf('me', { tag: 'sea' })).toEqual([
      { month: '2024-03', count: 1 },
    ]);
    expect(await store().listMonthsOf('nobody', {})).toEqual([]);
    const listed = async (month: string) => {
      const page = await store().listMediaOf('me', { trash: false, month }, { limit: 9 });
      return ids(page.items).toSorted();
    };
    expect(await listed('2024-03')).toEqual(ids(march).toSorted());
    expect(await listed('2024-04')).toEqual([april.id]);
    expect(await listed('2024-02')).toEqual([]);
  });

  test('121 items of an owner come in pages, captured last first', async () => {
    const mine: MediaItem[] = [];
    for (let n = 0; n < 121; n++) {
      // Three of each moment: then the id decides.
      mine.unshift(await add(store(), capturedAt(Math.floor(n / 3))));
      await add(store(), { ...capturedAt(n), ownerId: "m'e" });
    }
    for (const limit of [1, 60, 121, 200]) {
      const listed = await collectPages(
        (page) => store().listMediaOf('me', { trash: false }, page),
        limit,
      );
      expect(ids(listed)).toEqual(ids(mine));
    }
    expect(await store().listMediaOf('nobody', { trash: false }, { limit: 3 })).toEqual({
      items: [],
      next: null,
    });
  });

  test('filters part kinds, tags and the trash', async () => {
    const photo = await add(store(), { tags: ['sea', 'Sea'] });
    const video = await add(store(), { kind: 'video', tags: ['sea'] });
    const trashed = await add(store(), { tags: ['sea'], deletedAt: at(1) });
    const list = async (filter: Parameters<MediaStore['listMediaOf']>[1]) =>
      ids((await store().listMediaOf('me', filter, { limit: 9 })).items).toSorted();
    expect(await list({ trash: false })).toEqual(ids([photo, video]).toSorted());
    expect(await list({ trash: true })).toEqual([trashed.id]);
    expect(await list({ trash: false, kind: 'video' })).toEqual([video.id]);
    expect(await list({ trash: false, tag: 'Sea' })).toEqual([photo.id]);
    expect(await list({ trash: false, tag: 'sea', kind: 'image' })).toEqual([photo.id]);
    expect(await list({ trash: false, tag: "' OR true --" })).toEqual([]);
    expect(await list({ trash: false, albumId: newId() })).toEqual([]);
  });

  test.each([[['x', newId()]], [['2026-01-01T00:00:00.000Z', 'x']], [[]]])(
    'refuses the position %j',
    async (after) => {
      const listing = store().listMediaOf('me', { trash: false }, { limit: 5, after });
      await expect(listing).rejects.toMatchObject({ code: 'invalid_cursor' });
    },
  );

  test('tags are counted by name, without those in the trash', async () => {
    await add(store(), { tags: ['b', 'A'] });
    await add(store(), { tags: ['b'] });
    await add(store(), { tags: ['c'], deletedAt: at(1) });
    await add(store(), { tags: ['d'], ownerId: 'you' });
    expect(await store().listTagsOf('me')).toEqual([
      { tag: 'A', count: 1 },
      { tag: 'b', count: 2 },
    ]);
  });
}

function describeChanges(store: () => MediaStore): void {
  const { perceptualHash: _, ...facts } = knownFacts;

  test('what processing found out arrives at once, while state and generation hold', async () => {
    const item = await add(store(), { generation: 2 });
    const change: MediaChange = {
      whileState: ['received', 'processing'],
      whileGeneration: 2,
      progress: { state: 'ready' },
      processed: {
        facts: { ...facts, perceptualHash: null },
        capture: { at: at(-5), offsetMinutes: 60, source: 'metadata' },
        contentHash: 'cd'.repeat(32),
        renditionsOf: 2,
        renditions: [sampleRendition()],
      },
      updatedAt: at(9),
    };
    const changed = await store().changeMedia(item.id, change);
    const { facts: found, ...rest } = change.processed as NonNullable<MediaChange['processed']>;
    expect(changed).toEqual({
      ...item,
      ...found,
      ...rest,
      progress: { state: 'ready' },
      updatedAt: at(9),
    });
    expect(await store().getMedia(item.id)).toEqual(changed);
    expect(await store().changeMedia(item.id, change)).toBeNull();
  });

  test('a change whose conditions do not hold changes nothing', async () => {
    const item = await add(store(), { progress: { state: 'ready' }, generation: 2 });
    const progress = { state: 'failed' } as const;
    const wrongState = { whileState: ['received'], progress, updatedAt: at(1) } as const;
    const wrongGeneration = { ...wrongState, whileState: ['ready'], whileGeneration: 1 } as const;
    expect(await store().changeMedia(item.id, wrongState)).toBeNull();
    expect(await store().changeMedia(item.id, wrongGeneration)).toBeNull();
    expect(await store().getMedia(item.id)).toEqual(item);
    const nowhere = store().changeMedia(newId(), wrongState);
    await expect(nowhere).rejects.toMatchObject({ code: 'not_found' });
  });

  test('only what is named changes', async () => {
    const item = await add(store(), { ...knownFacts, renditions: [sampleRendition()] });
    const change = { whileState: ['received'] as const, generation: 5, updatedAt: at(3) };
    const changed = await store().changeMedia(item.id, change);
    expect(changed).toEqual({ ...item, generation: 5, updatedAt: at(3) });
  });

  test.each([2, 20])('of %i callers racing for one transition, one makes it', async (count) => {
    const item = await add(store(), { progress: { state: 'ready' } });
    const results = await atOnce(count, () =>
      store().changeMedia(item.id, {
        whileState: ['ready'],
        whileGeneration: 1,
        generation: 2,
        progress: { state: 'received' },
        updatedAt: at(1),
      }),
    );
    expect(results.filter((result) => result !== null)).toHaveLength(1);
    expect(await store().getMedia(item.id)).toMatchObject({ generation: 2 });
  });

  test('stalled items are unfinished ones that nobody touched, oldest first', async () => {
    const processing = { state: 'processing', step: 'encoding', percent: 40 } as const;
    const second = await add(store(), { updatedAt: at(2) });
    const first = await add(store(), { updatedAt: at(1), progress: processing });
    await add(store(), { updatedAt: at(3) });
    for (const state of ['ready', 'failed'] as const) {
      await add(store(), { updatedAt: at(1), progress: { state } });
    }
    expect(ids(await store().listStalledMedia(at(3), 9))).toEqual(ids([first, second]));
    expect(ids(await store().listStalledMedia(at(3), 1))).toEqual([first.id]);
  });
}

function describeEdits(store: () => MediaStore): void {
  test('an edit sets what it names, for items of one person', async () => {
    const item = await add(store(), { tags: ['sea'] });
    const other = await add(store(), { ownerId: 'you' });
    const capture = { at: at(-9), offsetMinutes: 0, source: 'owner' } as const;
    const edit = {
      title: 'Beach',
      caption: 'In the rain',
      visibility: 'unlisted',
      capture,
    } as const;
    expect(await store().editMedia('me', [item.id, other.id, newId()], edit)).toEqual([
      { ...item, ...edit },
    ]);
    expect(await store().editMedia('me', [item.id], { title: undefined })).toEqual([
      { ...item, ...edit },
    ]);
    expect(await store().getMedia(other.id)).toEqual(other);
  });

  test('tags are added once, behind those that are there, and removed', async () => {
    const item = await add(store(), { tags: ['b', 'a', 'gone'] });
    const edit = { addTags: ['c', 'a', 'c'], removeTags: ['gone', 'never'] };
    const [edited] = await store().editMedia('me', [item.id], edit);
    expect(edited?.tags).toEqual(['b', 'a', 'c']);
    const [emptied] = await store().editMedia('me', [item.id], { removeTags: ['a', 'b', 'c'] });
    expect(emptied?.tags).toEqual([]);
  });
}

function describeSimilar(store: () => MediaStore): void {
  test('similar items are those of which few bits differ, the most alike first', async () => {
    const hash = (perceptualHash: string | null) => add(store(), { perceptualHash });
    const item = await hash('ffff000000000000');
    const far = await hash('fff0000000000000');
    const near = await hash('ffff000000000001');
    await hash('0000000000000000');
    await hash(null);
    await add(store(), { perceptualHash: 'ffff000000000000', ownerId: 'you' });
    await add(store(), { perceptualHash: 'ffff000000000000', deletedAt: at(1) });
    expect(ids(await store().listSimilarMedia(item, 4, 9))).toEqual(ids([near, far]));
    expect(ids(await store().listSimilarMedia(item, 4, 1))).toEqual([near.id]);
    expect(ids(await store().listSimilarMedia(item, 3, 9))).toEqual([near.id]);
    const unknown = { ...item, perceptualHash: null };
    expect(await store().listSimilarMedia(unknown, 64, 9)).toEqual([]);
  });
}

const progresses: MediaProgress[] = [
  { state: 'received' },
  { state: 'processing', step: 'encoding', percent: 100 },
  { state: 'ready' },
  { state: 'rejected', code: 'corrupt_image', message: 'It ends in the middle.' },
  { state: 'failed' },
];
