import { DELETED_ACCOUNT } from '@madrigal/contract';
import type { AccountDirectory } from '../identity/index.ts';
import { decodeCursor, encodeCursor, hasCode } from '../shared/index.ts';
import type { AuditEntry } from './model.ts';
import type { AuditLog } from './ports.ts';

export interface ListAuditDeps {
  audit: Pick<AuditLog, 'list'>;
  directory: Pick<AccountDirectory, 'getAccount'>;
}

/** An entry with the name that its account has now; null where that is gone, or there was none. */
export type NamedAuditEntry = AuditEntry & { userName: string | null };

const ORDER = 'audit';
/** Time and id. */
const POSITION_LENGTH = 2;

/** A page of what was done, newest first. @throws MadrigalError `invalid_cursor` */
export async function listAudit(
  deps: ListAuditDeps,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<{ items: NamedAuditEntry[]; nextCursor: string | null }> {
  const after = cursor === undefined ? undefined : decodeCursor(ORDER, cursor, POSITION_LENGTH);
  const { items, next } = await deps.audit.list({ limit, ...(after && { after }) });
  const ids = new Set(items.flatMap(({ userId }) => userId ?? []));
  ids.delete(DELETED_ACCOUNT);
  const names = new Map(
    await Promise.all([...ids].map(async (id) => [id, await nameOf(deps, id)] as const)),
  );
  return {
    items: items.map((entry) => ({ ...entry, userName: names.get(entry.userId ?? '') ?? null })),
    nextCursor: next && encodeCursor(ORDER, next),
  };
}

async function nameOf({ directory }: ListAuditDeps, userId: string): Promise<string | null> {
  try {
    return (await directory.getAccount(userId)).name;
  } catch (error) {
    if (hasCode(error, 'not_found')) return null;
    throw error;
  }
}
