import type { Page, PageRequest, Position } from '@madrigal/core/shared';
import { MadrigalError } from '@madrigal/core/shared';
import type {
  GuessLimit,
  Share,
  ShareChange,
  ShareStore,
  ShareTarget,
} from '@madrigal/core/sharing';
import { type Kysely, type Selectable, sql } from 'kysely';
import { translatedMethods } from '../../shared/postgres-errors.ts';
import { idOf, pageOfRows, timeOf } from '../positions.ts';
import type { ShareTable, Tables } from './tables.ts';

type Db = Kysely<Tables>;

/** Shares in PostgreSQL. */
export function createShareStore(db: Db): ShareStore {
  return translatedMethods<ShareStore>({
    addShare: (share, tokenHash) => addShare(db, share, tokenHash),
    getShare: (shareId) => getShare(db, shareId),
    findShareByToken: (tokenHash) => findByToken(db, tokenHash),
    countSharesOf: (ownerId) => countOf(db, ownerId),
    listSharesOf: (ownerId, target, page) => listOf(db, ownerId, target, page),
    changeShare: (ownerId, shareId, change) => changeShare(db, ownerId, shareId, change),
    deleteShare: (ownerId, shareId) => deleteShare(db, ownerId, shareId),
    deleteSharesOfTarget: (ownerId, target) => deleteOfTarget(db, ownerId, target),
    deleteSharesOf: async (ownerId) => {
      await db.deleteFrom('shares').where('owner_id', '=', ownerId).execute();
    },
    countVisit: (shareId, at) => countVisit(db, shareId, at),
    takeGuess: (shareId, now, limit) => takeGuess(db, shareId, now, limit),
  });
}

function toShare(row: Selectable<ShareTable>): Share {
  return {
    id: row.id,
    ownerId: row.owner_id,
    target: { kind: row.kind, id: row.target_id },
    passwordHash: row.password_hash,
    expiresAt: row.expires_at,
    allowGuestUpload: row.allow_guest_upload,
    description: row.description,
    createdAt: row.created_at,
    visits: row.visits,
    lastVisitedAt: row.last_visited_at,
  };
}

function notFound(): MadrigalError {
  return new MadrigalError('not_found', 'There is no such link.');
}

async function addShare(db: Db, share: Share, tokenHash: Buffer): Promise<void> {
  await db
    .insertInto('shares')
    .values({
      id: share.id,
      token_hash: tokenHash,
      owner_id: share.ownerId,
      kind: share.target.kind,
      target_id: share.target.id,
      password_hash: share.passwordHash,
      expires_at: share.expiresAt,
      allow_guest_upload: share.allowGuestUpload,
      description: share.description,
      created_at: share.createdAt,
      visits: share.visits,
      last_visited_at: share.lastVisitedAt,
    })
    .execute();
}

async function getShare(db: Db, shareId: string): Promise<Share> {
  const row = await db
    .selectFrom('shares')
    .selectAll()
    .where('id', '=', shareId)
    .executeTakeFirst();
  if (!row) throw notFound();
  return toShare(row);
}

async function findByToken(db: Db, tokenHash: Buffer): Promise<Share | null> {
  const row = await db
    .selectFrom('shares')
    .selectAll()
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst();
  return row ? toShare(row) : null;
}

async function countOf(db: Db, ownerId: string): Promise<number> {
  const { count } = await db
    .selectFrom('shares')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('owner_id', '=', ownerId)
    .executeTakeFirstOrThrow();
  return Number(count);
}

async function listOf(
  db: Db,
  ownerId: string,
  target: ShareTarget | null,
  { limit, after }: PageRequest<Position>,
): Promise<Page<Share, Position>> {
  const rows = await db
    .selectFrom('shares')
    .selectAll()
    .where('owner_id', '=', ownerId)
    .$if(target !== null, (query) =>
      query.where('target_id', '=', target?.id ?? '').where('kind', '=', target?.kind ?? 'song'),
    )
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(created_at, id) < (${timeOf(after ?? [])}, ${idOf(after ?? [])}::uuid)`,
      ),
    )
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  return pageOfRows(rows, limit, toShare, ({ createdAt, id }) => [createdAt.toISOString(), id]);
}

async function changeShare(
  db: Db,
  ownerId: string,
  shareId: string,
  change: ShareChange,
): Promise<Share> {
  const { passwordHash, expiresAt, allowGuestUpload, description } = change;
  const row = await db
    .updateTable('shares')
    .set({
      // Names at least one column, whatever the change names.
      owner_id: ownerId,
      ...(passwordHash !== undefined && { password_hash: passwordHash }),
      ...(expiresAt !== undefined && { expires_at: expiresAt }),
      ...(allowGuestUpload !== undefined && { allow_guest_upload: allowGuestUpload }),
      ...(description !== undefined && { description }),
    })
    .where('id', '=', shareId)
    .where('owner_id', '=', ownerId)
    .returningAll()
    .executeTakeFirst();
  if (!row) throw notFound();
  return toShare(row);
}

async function deleteShare(db: Db, ownerId: string, shareId: string): Promise<void> {
  const { numDeletedRows } = await db
    .deleteFrom('shares')
    .where('id', '=', shareId)
    .where('owner_id', '=', ownerId)
    .executeTakeFirst();
  if (numDeletedRows === 0n) throw notFound();
}

async function deleteOfTarget(
  db: Db,
  ownerId: string | null,
  { kind, id }: ShareTarget,
): Promise<void> {
  await db
    .deleteFrom('shares')
    .where('target_id', '=', id)
    .where('kind', '=', kind)
    .$if(ownerId !== null, (query) => query.where('owner_id', '=', ownerId ?? ''))
    .execute();
}

async function countVisit(db: Db, shareId: string, at: Date): Promise<void> {
  await sql`
    UPDATE shares SET visits = visits + 1, last_visited_at = greatest(last_visited_at, ${at})
    WHERE id = ${shareId}`.execute(db);
}

/** One statement, so that of guesses at the same time each sees the one before. */
async function takeGuess(
  db: Db,
  shareId: string,
  now: Date,
  { most, windowMs }: GuessLimit,
): Promise<boolean> {
  const begin = new Date(now.getTime() - windowMs);
  const { numAffectedRows } = await sql`
    UPDATE shares SET
      guesses = CASE WHEN guesses_since > ${begin} THEN guesses + 1 ELSE 1 END,
      guesses_since = CASE WHEN guesses_since > ${begin} THEN guesses_since ELSE ${now} END
    WHERE id = ${shareId} AND (guesses_since IS NULL OR guesses_since <= ${begin} OR guesses < ${most})`.execute(
    db,
  );
  return numAffectedRows === 1n;
}
