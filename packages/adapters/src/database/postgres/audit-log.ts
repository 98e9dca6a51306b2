import { DELETED_ACCOUNT } from '@madrigal/contract';
import type { Person } from '@madrigal/core/identity';
import type { AuditEntry, AuditLog } from '@madrigal/core/operations';
import type { Page, PageRequest, Position } from '@madrigal/core/shared';
import { type Kysely, type Selectable, sql } from 'kysely';
import { translatedMethods } from '../../shared/postgres-errors.ts';
import { idOf, pageOfRows, timeOf } from '../positions.ts';
import type { AuditEntryTable, Tables } from './tables.ts';

type Db = Kysely<Tables>;

/** The audit log in PostgreSQL. */
export function createAuditLog(db: Db): AuditLog {
  return translatedMethods<AuditLog>({
    record: (entry) => record(db, entry),
    list: (page) => list(db, page),
    forgetPerson: (person) => forgetPerson(db, person),
    forgetBefore: (before) => forgetBefore(db, before),
  });
}

async function record(db: Db, entry: AuditEntry): Promise<void> {
  await db
    .insertInto('audit_entries')
    .values({
      id: entry.id,
      at: entry.at,
      action: entry.action,
      user_id: entry.userId,
      targets: JSON.stringify(entry.targets),
      outcome: entry.outcome,
      client_ip: entry.clientIp,
      request_id: entry.requestId,
    })
    .execute();
}

async function list(db: Db, page: PageRequest<Position>): Promise<Page<AuditEntry, Position>> {
  const { after } = page;
  const rows = await db
    .selectFrom('audit_entries')
    .selectAll()
    .$if(after !== undefined, (query) =>
      query.where(sql<boolean>`(at, id) < (${timeOf(after ?? [])}, ${idOf(after ?? [])}::uuid)`),
    )
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
    .execute();
  return pageOfRows(rows, page.limit, toEntry, (entry) => [entry.at.toISOString(), entry.id]);
}

function toEntry(row: Selectable<AuditEntryTable>): AuditEntry {
  return {
    id: row.id,
    at: row.at,
    action: row.action,
    userId: row.user_id,
    targets: row.targets,
    outcome: row.outcome,
    clientIp: row.client_ip,
    requestId: row.request_id,
  };
}

/** What was typed at the door can have other cases and signs than what the account has. */
async function forgetPerson(db: Db, { userId, email, phoneNumber }: Person): Promise<void> {
  const names = sql<boolean>`(
    lower(btrim(value)) = lower(${email}) OR regexp_replace(value, '[^0-9+]', '', 'g') = ${phoneNumber}
  )`;
  await sql`
    UPDATE audit_entries SET
      user_id = CASE WHEN user_id = ${userId} THEN ${DELETED_ACCOUNT} ELSE user_id END,
      client_ip = CASE WHEN coalesce(user_id, ${userId}) = ${userId} THEN '' ELSE client_ip END,
      targets = (
        SELECT coalesce(jsonb_object_agg(key, CASE WHEN ${names} THEN ${DELETED_ACCOUNT}
          ELSE replace(value, ${userId}, ${DELETED_ACCOUNT}) END), '{}')
        FROM jsonb_each_text(targets)
      )
    WHERE user_id = ${userId} OR EXISTS (
      SELECT FROM jsonb_each_text(targets) WHERE ${names} OR strpos(value, ${userId}) > 0
    )`.execute(db);
}

async function forgetBefore(db: Db, before: Date): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('audit_entries')
    .where('at', '<', before)
    .executeTakeFirst();
  return Number(numDeletedRows);
}
