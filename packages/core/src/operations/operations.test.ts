import { describe, expect, test } from 'vitest';
import { MadrigalError } from '../shared/index.ts';
import { type AuditEntry, createOperations } from './index.ts';

const at = new Date('2026-01-02T03:04:05.678Z');
const entry = (id: string, userId: string | null): AuditEntry => ({
  id,
  at,
  action: 'deleteSong',
  userId,
  targets: {},
  outcome: 'done',
  clientIp: '127.0.0.1',
  requestId: 'r',
});

function start(entries: AuditEntry[] = []) {
  const asked: string[] = [];
  const operations = createOperations({
    figures: { read: async () => ({ songs: 3, albums: 2, artists: 1, users: 4, libraryBytes: 5 }) },
    queue: {
      measure: async () => ({
        kinds: [
          { kind: 'audio.process', waiting: 2, running: 1, oldestAgeSeconds: 3 },
          { kind: 'audio.encode', waiting: 1, running: 0, oldestAgeSeconds: 70 },
          { kind: 'media.dispatch', waiting: 0, running: 1, oldestAgeSeconds: null },
        ],
        dead: 6,
      }),
    },
    measureDisk: async () => null,
    audit: {
      record: async (recorded) => void entries.unshift(recorded),
      list: async ({ after }) =>
        after ? { items: [], next: null } : { items: entries, next: ['time', 'last'] },
    },
    directory: {
      getAccount: async (id) => {
        asked.push(id);
        if (id === 'gone') throw new MadrigalError('not_found', 'There is no such account.');
        if (id === 'broken') throw new MadrigalError('unavailable', 'No database.');
        return { id, name: `Name of ${id}`, email: '', role: 'admin', language: null };
      },
    },
    clock: { now: () => at },
    newId: () => 'new',
  });
  return { operations, asked, entries };
}

test('the overview adds up the queue', async () => {
  expect(await start().operations.overview()).toEqual({
    songs: 3,
    albums: 2,
    artists: 1,
    users: 4,
    libraryBytes: 5,
    queue: { waiting: 3, running: 2, oldestAgeSeconds: 70, deadLetters: 6 },
    disk: null,
  });
});

describe('the audit log', () => {
  test('has the names of those who still are there, each asked for once', async () => {
    const { operations, asked } = start([
      entry('1', 'ada'),
      entry('2', 'gone'),
      entry('3', null),
      entry('4', 'ada'),
    ]);
    const { items, nextCursor } = await operations.listAudit({ limit: 10 });
    expect(items.map(({ userName }) => userName)).toEqual([
      'Name of ada',
      null,
      null,
      'Name of ada',
    ]);
    expect(asked.toSorted()).toEqual(['ada', 'gone']);
    const next = await operations.listAudit({ limit: 10, cursor: nextCursor ?? '' });
    expect(next).toEqual({ items: [], nextCursor: null });
  });

  test('takes no cursor of another list', async () => {
    const { operations } = start();
    await expect(operations.listAudit({ limit: 1, cursor: 'x' })).rejects.toMatchObject({
      code: 'invalid_cursor',
    });
  });

  test('does not take an unreachable directory for people who left', async () => {
    const { operations } = start([entry('1', 'broken')]);
    await expect(operations.listAudit({ limit: 1 })).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('remembers an act under an id and a time of its own', async () => {
    const { operations, entries } = start();
    const { id: _, at: __, ...act } = entry('', 'ada');
    await operations.record(act);
    expect(entries).toEqual([entry('new', 'ada')]);
  });
});
