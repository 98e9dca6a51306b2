import type { MailMessage } from '@madrigal/contract';
import { newId } from '@madrigal/core/shared';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../database/postgres/testing/index.ts';
import { createMailOutbox } from './index.ts';

let database: TestDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.connectionString, max: 2 });
});
afterAll(async () => {
  await pool.end();
  await database.dispose();
});

const mail = (subject: string): MailMessage => ({
  id: newId(),
  kind: 'new_device',
  to: 'ada@example.org',
  subject,
  text: 'text',
  html: '<p>html</p>',
});

it('keeps each mail once, newest first, and drops the oldest of too many', async () => {
  const outbox = createMailOutbox({ pool });
  const [first, second] = [mail('first'), mail('second')];
  await outbox.send(first);
  await outbox.send(second);
  await outbox.send(first);
  const kept = await outbox.list(10);
  expect(kept.map(({ sentAt: _, ...rest }) => rest)).toEqual([second, first]);
  expect(await outbox.list(1)).toHaveLength(1);

  await pool.query(
    `INSERT INTO outbox_mails (id, kind, recipient, subject, text_body, html_body)
     SELECT 'f' || n, 'new_device', '', '', '', '' FROM generate_series(1, 1200) n`,
  );
  await outbox.send(mail('last'));
  const { rows } = await pool.query('SELECT count(*)::int AS count FROM outbox_mails');
  expect(rows).toEqual([{ count: 1000 }]);
  expect((await outbox.list(1))[0]?.subject).toBe('last');
});

it('forgets what went to somebody, in any case, and nothing else', async () => {
  const outbox = createMailOutbox({ pool });
  const [theirs, other] = [mail('theirs'), { ...mail('other'), to: 'bada@example.org' }];
  await outbox.send({ ...theirs, to: 'Ada@Example.org' });
  await outbox.send(other);
  for (const _ of [1, 2]) await outbox.deleteMailsTo('ada@example.org');
  const kept = await outbox.list(1000);
  expect(kept.map(({ id }) => id)).toContain(other.id);
  expect(kept.filter(({ to }) => to.toLowerCase() === 'ada@example.org')).toEqual([]);
});

it('says that it is unavailable without its database', async () => {
  const gone = new pg.Pool({ connectionString: database.connectionString });
  await gone.end();
  await expect(createMailOutbox({ pool: gone }).list(1)).rejects.toMatchObject({
    code: 'unavailable',
  });
});
