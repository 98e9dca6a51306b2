import { randomBytes } from 'node:crypto';
import { newId } from '@madrigal/core/shared';
import type { Share } from '@madrigal/core/sharing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Fate } from '../testing/faulty-proxy.ts';
import { describeOnDynamo, openFaulty, openTestTables, type TestTables } from '../testing/index.ts';
import { createShareStore } from './index.ts';

const share: Share = {
  ...{ id: newId(), ownerId: 'me', target: { kind: 'song', id: newId() } },
  ...{ description: '', passwordHash: 'a.b', expiresAt: null, allowGuestUpload: false },
  ...{ createdAt: new Date(0), visits: 0, lastVisitedAt: null },
};
const now = new Date(1000);
const limit = { most: 2, windowMs: 60_000 };

describeOnDynamo('a share when answers are lost', () => {
  let tables: TestTables;
  let faulty: TestTables;
  /** The first try of every write loses its answer. */
  beforeEach(async () => {
    tables = await openTestTables(['shares']);
    const tried = new Set<unknown>();
    faulty = await openFaulty(tables, ({ action, body }): Fate => {
      const call = JSON.stringify([action, body]);
      if (action.includes('Get') || action === 'Query' || tried.has(call)) return 'pass';
      tried.add(call);
      return 'lose answer';
    });
  });
  afterEach(async () => {
    await faulty.dispose();
    await tables.dispose();
  });

  test('is made once, its visits and guesses count once, and it ends', async () => {
    const store = createShareStore(faulty);
    await store.addShare(share, randomBytes(32));
    await store.countVisit(share.id, now);
    expect(await store.getShare(share.id)).toEqual({ ...share, visits: 1, lastVisitedAt: now });
    const guess = () => store.takeGuess(share.id, now, limit);
    expect([await guess(), await guess(), await guess()]).toEqual([true, true, false]);
    await store.changeShare('me', share.id, { allowGuestUpload: true });
    await store.deleteShare('me', share.id);
    await expect(store.getShare(share.id)).rejects.toMatchObject({ code: 'not_found' });
  });
});
