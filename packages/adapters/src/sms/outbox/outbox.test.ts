import { newId } from '@madrigal/core/shared';
import { smsSenderSuite } from '@madrigal/core/testing';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../database/postgres/testing/index.ts';
import { createSmsOutbox } from './index.ts';

let database: TestDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.connectionString, max: 4 });
});
afterAll(async () => {
  await pool.end();
  await database.dispose();
});

smsSenderSuite('the outbox', async () => {
  const own = new pg.Pool({ connectionString: database.connectionString, max: 4 });
  let ended = false;
  const cut = async () => {
    if (!ended) await own.end();
    ended = true;
  };
  return {
    sender: createSmsOutbox({ pool: own }),
    arrived: async (to) => {
      const { rows } = await pool.query<{ text: string }>(
        'SELECT text_body AS text FROM outbox_texts WHERE recipient = $1 ORDER BY sent_at',
        [to],
      );
      return rows.map(({ text }) => text);
    },
    cut,
    dispose: cut,
  };
});

it('lists the newest first, and drops the oldest of too many', async () => {
  const outbox = createSmsOutbox({ pool });
  await pool.query(
    `INSERT INTO outbox_texts (id, recipient, text_body, sent_at)
     SELECT 'f' || n, '+491', '', now() - interval '1 hour' FROM generate_series(1, 1200) n`,
  );
  await outbox.send({ id: newId(), to: '+492', text: 'last' });
  const { rows } = await pool.query('SELECT count(*)::int AS count FROM outbox_texts');
  expect(rows).toEqual([{ count: 1000 }]);
  expect((await outbox.list(1)).map(({ text }) => text)).toEqual(['last']);
});

it('forgets what went to a number, and nothing else', async () => {
  const outbox = createSmsOutbox({ pool });
  for (const to of ['+493', '+4931']) await outbox.send({ id: newId(), to, text: 'a code' });
  for (const _ of [1, 2]) await outbox.deleteTextsTo('+493');
  const kept = (await outbox.list(1000)).map(({ to }) => to);
  expect(kept).toContain('+4931');
  expect(kept).not.toContain('+493');
});
