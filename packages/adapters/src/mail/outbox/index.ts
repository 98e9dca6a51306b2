import { MailKind, type MailMessage } from '@madrigal/contract';
import type { KeptMail, MailOutbox, MailSender } from '@madrigal/core/notifications';
import type pg from 'pg';
import { translatedMethods } from '../../shared/postgres-errors.ts';

/** Older ones are dropped: links in them have long expired. */
const MOST_KEPT = 1000;

/** Keeps mails in the database instead of sending them, for admins to read. */
export function createMailOutbox({ pool }: { pool: pg.Pool }): MailSender & MailOutbox {
  return translatedMethods({
    send: (message: MailMessage) => keep(pool, message),
    list: (limit: number) => list(pool, limit),
    deleteMailsTo: async (email: string) => {
      await pool.query('DELETE FROM outbox_mails WHERE lower(recipient) = lower($1)', [email]);
    },
  });
}

async function keep(pool: pg.Pool, mail: MailMessage): Promise<void> {
  await pool.query(
    `INSERT INTO outbox_mails (id, kind, recipient, subject, text_body, html_body)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO NOTHING`,
    [mail.id, mail.kind, mail.to, mail.subject, mail.text, mail.html],
  );
  await pool.query(
    `DELETE FROM outbox_mails WHERE id IN
       (SELECT id FROM outbox_mails ORDER BY sent_at DESC, id DESC OFFSET $1)`,
    [MOST_KEPT],
  );
}

async function list(pool: pg.Pool, limit: number): Promise<KeptMail[]> {
  const { rows } = await pool.query<Omit<KeptMail, 'kind'> & { kind: string }>(
    `SELECT id, kind, recipient AS "to", subject, text_body AS text, html_body AS html,
            sent_at AS "sentAt"
     FROM outbox_mails ORDER BY sent_at DESC, id DESC LIMIT $1`,
    [limit],
  );
  return rows.map((row) => ({ ...row, kind: MailKind.parse(row.kind) }));
}
