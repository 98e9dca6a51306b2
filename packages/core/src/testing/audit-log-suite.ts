import { DELETED_ACCOUNT } from '@madrigal/contract';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AuditEntry, AuditLog } from '../operations/index.ts';
import { newId } from '../shared/index.ts';
import { collectPages, hostileTexts } from './pages.ts';

/** What a suite needs of an engine: an empty log, and how to take it down again. */
export interface AuditLogSetup {
  log: AuditLog;
  dispose: () => Promise<void>;
}

const EPOCH = Date.UTC(2026, 0, 1);
const HOUR_MS = 3_600_000;

/** Every promise of {@link AuditLog}, for any engine. */
export function describeAuditLog(name: string, setup: () => Promise<AuditLogSetup>): void {
  describe(`audit log: ${name}`, () => {
    let context: AuditLogSetup;
    beforeEach(async () => {
      context = await setup();
    });
    afterEach(() => context.dispose());

    test('entries come back as they were, newest first, page by page', async () => {
      const entries = [0, 1, 2, 3, 4].map((hour) => sampleEntry(hour));
      for (const entry of entries) await context.log.record(entry);
      const newestFirst = entries.toReversed();
      expect((await context.log.list({ limit: 10 })).items).toEqual(newestFirst);
      for (const limit of [1, 2, 5]) {
        expect(await collectPages((page) => context.log.list(page), limit)).toEqual(newestFirst);
      }
    });

    test('entries of the same moment are all found', async () => {
      const entries = [1, 2, 3].map(() => sampleEntry(0));
      for (const entry of entries) await context.log.record(entry);
      const found = await collectPages((page) => context.log.list(page), 1);
      expect(found.map(({ id }) => id).toSorted()).toEqual(entries.map(({ id }) => id).toSorted());
    });

    test.each(hostileTexts)('a target with text %s is kept', async (_name, text) => {
      await context.log.record(sampleEntry(0, { targets: { email: text } }));
      const { items } = await context.log.list({ limit: 1 });
      expect(items[0]?.targets).toEqual({ email: text });
    });

    test('nobody and nothing can be meant', async () => {
      const entry = sampleEntry(0, { userId: null, targets: {} });
      await context.log.record(entry);
      expect((await context.log.list({ limit: 1 })).items).toEqual([entry]);
    });

    test('somebody who is gone is named no more, and all else stays', async () => {
      const person = { userId: newId(), email: 'ada@example.org', phoneNumber: '+4930123456' };
      const { userId } = person;
      const outcome = 'invalid_credentials';
      const entries = [
        sampleEntry(0, { userId, targets: { songId: 'song-1' } }),
        sampleEntry(1, { userId: 'admin', targets: { userIds: `other,${userId}`, role: 'admin' } }),
        sampleEntry(2, { userId: null, targets: { email: ' Ada@Example.org' }, outcome }),
        sampleEntry(3, { userId: null, targets: { phoneNumber: '+49 30 123-456' } }),
        sampleEntry(4, { userId: null, targets: { email: 'ada@example.org.uk' } }),
        sampleEntry(5, { userId: 'other', targets: {} }),
      ];
      for (const entry of entries) await context.log.record(entry);
      for (const _ of [1, 2]) await context.log.forgetPerson(person);
      await context.log.forgetPerson({ ...person, userId: newId(), phoneNumber: null });
      const changes: Partial<AuditEntry>[] = [
        { userId: DELETED_ACCOUNT, clientIp: '' },
        { targets: { userIds: `other,${DELETED_ACCOUNT}`, role: 'admin' } },
        { targets: { email: DELETED_ACCOUNT }, clientIp: '' },
        { targets: { phoneNumber: DELETED_ACCOUNT }, clientIp: '' },
        {},
        {},
      ];
      const after = entries.map((entry, index) => ({ ...entry, ...changes[index] }));
      expect((await context.log.list({ limit: 10 })).items).toEqual(after.toReversed());
    });

    test('what is older is forgotten, and what is not stays', async () => {
      for (const hour of [0, 1, 2]) await context.log.record(sampleEntry(hour));
      expect(await context.log.forgetBefore(new Date(EPOCH + 2 * HOUR_MS))).toBe(2);
      expect((await context.log.list({ limit: 10 })).items).toMatchObject([
        { at: new Date(EPOCH + 2 * HOUR_MS) },
      ]);
    });
  });
}

function sampleEntry(hour: number, change: Partial<AuditEntry> = {}): AuditEntry {
  return {
    id: newId(),
    at: new Date(EPOCH + hour * HOUR_MS),
    action: 'deleteSong',
    userId: 'user-1',
    targets: { songId: 'song-1' },
    outcome: 'done',
    clientIp: '2001:db8::1',
    requestId: 'request-1',
    ...change,
  };
}
