import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../shared/index.ts';
import type { Share, ShareStore } from '../sharing/index.ts';
import { at } from './catalogue-samples.ts';
import { collectPages, hostileTexts } from './pages.ts';

/** What a suite needs of an engine: an empty store, and how to take it down again. */
export interface ShareStoreSetup {
  store: ShareStore;
  dispose: () => Promise<void>;
}

function sampleShare(change: Partial<Share> = {}): Share {
  return {
    id: newId(),
    ownerId: 'me',
    target: { kind: 'playlist', id: newId() },
    passwordHash: null,
    expiresAt: null,
    allowGuestUpload: false,
    description: '',
    createdAt: at(0),
    visits: 0,
    lastVisitedAt: null,
    ...change,
  };
}

/** Every promise of {@link ShareStore}, for any engine. */
export function describeShareStore(name: string, setup: () => Promise<ShareStoreSetup>): void {
  describe(`share store: ${name}`, () => {
    let context: ShareStoreSetup;
    beforeEach(async () => {
      context = await setup();
    });
    afterEach(() => context.dispose());
    const store = () => context.store;
    describeKeeping(store);
    describeEnding(store);
    describeVisits(store);
  });
}

async function add(store: ShareStore, change: Partial<Share> = {}) {
  const share = sampleShare(change);
  const tokenHash = randomBytes(32);
  await store.addShare(share, tokenHash);
  return { share, tokenHash };
}

function describeKeeping(store: () => ShareStore): void {
  test('a share comes back as it was added, by its id and by its token', async () => {
    const full = { passwordHash: 'a.b', expiresAt: at(9), allowGuestUpload: true, visits: 3 };
    const said = { description: "For you & 'me' <3" };
    for (const change of [{}, { ...full, ...said, lastVisitedAt: at(2) }]) {
      const { share, tokenHash } = await add(store(), change);
      expect(await store().getShare(share.id)).toEqual(share);
      expect(await store().findShareByToken(tokenHash)).toEqual(share);
    }
    expect(await store().findShareByToken(randomBytes(32))).toBeNull();
    await expect(store().getShare(newId())).rejects.toMatchObject({ code: 'not_found' });
  });

  test.each(hostileTexts)('keeps an owner whose id is a text %s', async (_name, text) => {
    const { share } = await add(store(), { ownerId: text, passwordHash: text });
    expect((await store().listSharesOf(text, null, { limit: 5 })).items).toEqual([share]);
  });

  test('a token leads to one share', async () => {
    const { tokenHash } = await add(store());
    const second = store().addShare(sampleShare(), tokenHash);
    await expect(second).rejects.toMatchObject({ code: 'conflict' });
  });

  test('a person lists their own, newest first, or those of one target', async () => {
    const target = { kind: 'album', id: newId() } as const;
    const shares: Share[] = [];
    for (let n = 0; n < 5; n++) {
      // Two at the same moment: the id decides.
      const createdAt = at(Math.floor(n / 2));
      shares.push((await add(store(), { createdAt, ...(n % 2 && { target }) })).share);
    }
    await add(store(), { ownerId: 'you', target });
    for (const limit of [1, 2, 10]) {
      const found = await collectPages((page) => store().listSharesOf('me', null, page), limit);
      expect(found).toEqual(shares.toReversed());
    }
    const ofTarget = await store().listSharesOf('me', target, { limit: 10 });
    expect(ofTarget.items).toEqual([shares[3], shares[1]]);
    const otherKind = { kind: 'song', id: target.id } as const;
    expect((await store().listSharesOf('me', otherKind, { limit: 10 })).items).toEqual([]);
    expect(await store().countSharesOf('me')).toBe(5);
    expect(await store().countSharesOf('nobody')).toBe(0);
    const bad = store().listSharesOf('me', null, { limit: 1, after: ['x', 'y'] });
    await expect(bad).rejects.toMatchObject({ code: 'invalid_cursor' });
  });

  test('a change sets what it names, for the owner alone', async () => {
    const { share } = await add(store(), { passwordHash: 'a.b', expiresAt: at(5) });
    const change = (value: object, owner = 'me') => store().changeShare(owner, share.id, value);
    expect(await change({})).toEqual(share);
    expect(await change({ passwordHash: null })).toEqual({ ...share, passwordHash: null });
    const both = { expiresAt: null, allowGuestUpload: true, description: 'Hi' };
    const changed = { ...share, passwordHash: null, ...both };
    expect(await change(both)).toEqual(changed);
    await expect(change({ passwordHash: 'x' }, 'you')).rejects.toMatchObject({ code: 'not_found' });
    expect(await store().getShare(share.id)).toEqual(changed);
  });
}

function describeEnding(store: () => ShareStore): void {
  const isThere = async ({ tokenHash }: { tokenHash: Buffer }) =>
    (await store().findShareByToken(tokenHash)) !== null;

  test('a share is ended by its owner alone, once', async () => {
    const added = await add(store());
    const end = (owner: string) => store().deleteShare(owner, added.share.id);
    await expect(end('you')).rejects.toMatchObject({ code: 'not_found' });
    expect(await isThere(added)).toBe(true);
    await end('me');
    expect(await isThere(added)).toBe(false);
    await expect(end('me')).rejects.toMatchObject({ code: 'not_found' });
  });

  test('the links to a target end: those of one person, or of everybody', async () => {
    const target = { kind: 'playlist', id: newId() } as const;
    const mine = [await add(store(), { target }), await add(store(), { target })];
    const yours = await add(store(), { target, ownerId: 'you' });
    const other = await add(store(), { target: { ...target, kind: 'song' } });
    await store().deleteSharesOfTarget('me', target);
    expect(await Promise.all([...mine, yours, other].map(isThere))).toEqual([
      false,
      false,
      true,
      true,
    ]);
    await store().deleteSharesOfTarget(null, target);
    expect(await Promise.all([yours, other].map(isThere))).toEqual([false, true]);
    await store().deleteSharesOfTarget(null, target);
  });

  test('all links of a person end', async () => {
    const [mine, yours] = [await add(store()), await add(store(), { ownerId: 'you' })];
    await store().deleteSharesOf('me');
    await store().deleteSharesOf('me');
    expect(await Promise.all([mine, yours].map(isThere))).toEqual([false, true]);
  });
}

function describeVisits(store: () => ShareStore): void {
  test('visits at the same time are all counted, the latest is kept', async () => {
    const { share } = await add(store());
    await Promise.all([3, 1, 2].map((hour) => store().countVisit(share.id, at(hour))));
    expect(await store().getShare(share.id)).toEqual({
      ...share,
      visits: 3,
      lastVisitedAt: at(3),
    });
    await store().countVisit(newId(), at(1));
  });

  test('so many guesses are taken in a window and no more, even at the same time', async () => {
    const limit = { most: 3, windowMs: 60_000 };
    const { share } = await add(store());
    const guess = (now: Date) => store().takeGuess(share.id, now, limit);
    const start = at(0);
    const many = await Promise.all(Array.from({ length: 10 }, () => guess(start)));
    expect(many.filter(Boolean)).toHaveLength(3);
    const later = (ms: number) => new Date(start.getTime() + ms);
    expect(await guess(later(59_999))).toBe(false);
    expect(await guess(later(60_000))).toBe(true);
    expect(await guess(later(60_001))).toBe(true);
    expect(await store().takeGuess(newId(), start, limit)).toBe(false);
  });
}
