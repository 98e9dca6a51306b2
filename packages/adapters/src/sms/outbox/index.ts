import type { SmsMessage } from '@madrigal/contract';
import type { KeptText, SmsSender, TextOutbox } from '@madrigal/core/notifications';
import type pg from 'pg';
import { translatedMethods } from '../../shared/postgres-errors.ts';

/** Older ones are dropped: codes in them have long expired. */
const MOST_KEPT = 1000;

/** Keeps texts in the database instead of sending them, for admins to read. */
export function createSmsOutbox({ pool }: { pool: pg.Pool }): SmsSender & TextOutbox {
  return translatedMethods({
    send: (message: SmsMessage) => keep(pool, message),
    list: (limit: number) => list(pool, limit),
    deleteTextsTo: async (phoneNumber: string) => {
      await pool.query('DELETE FROM outbox_texts WHERE recipient = $1', [phoneNumber]);
    },
  });
}

async function keep(pool: pg.Pool, { id, to, text }: SmsMessage): Promise<void> {
  await pool.query(
    `INSERT INTO outbox_texts (id, recipient, text_body) VALUES ($1, $2, $3)
     ON CONFLICT (id) DO NOTHING`,
    [id, to, text],
  );
  await pool.query(
    `DELETE FROM outbox_texts WHERE id IN
       (SELECT id FROM outbox_texts ORDER BY sent_at DESC, id DESC OFFSET $1)`,
    [MOST_KEPT],
  );
}

async function list(pool: pg.Pool, limit: number): Promise<KeptText[]> {
  const { rows } = await pool.query<KeptText>(
    `SELECT id, recipient AS "to", text_body AS text, sent_at AS "sentAt"
     FROM outbox_texts ORDER BY sent_at DESC, id DESC LIMIT $1`,
    [limit],
  );
  return rows;
}
