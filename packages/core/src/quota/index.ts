import type { AccountDirectory, Caller, ListedAccount, OwnedData } from '../identity/index.ts';
import { type CursorQuery, decodeCursor, encodeCursor } from '../shared/index.ts';
import { type StorageLimit, type StorageQuota, sumOf } from './model.ts';
import type { QuotaStore, StorageRecord } from './ports.ts';
import { quotaExceeded } from './refusal.ts';

export type { StorageLimit, StorageQuota, StorageUse } from './model.ts';
export { sumOf } from './model.ts';
export type { QuotaStore, StorageRecord } from './ports.ts';
export { quotaExceeded } from './refusal.ts';

export interface QuotasDeps {
  quotas: QuotaStore;
  /** Bytes of the slideshows of up to 200 people. */
  slideshowBytesOf(userIds: readonly string[]): Promise<Map<string, number>>;
  directory: Pick<AccountDirectory, 'getAccount' | 'listAccounts'>;
  /** For everybody who has no limit of their own; null for none. */
  defaultLimitBytes: number | null;
}

/** An account with what it stores. */
export interface StoringAccount {
  account: ListedAccount;
  storage: StorageQuota;
  ownLimit: StorageLimit | null;
}

export type Quotas = ReturnType<typeof createQuotas>;

/** How much people store, and how much they may. */
export function createQuotas(deps: QuotasDeps) {
  return {
    of: async ({ userId }: Pick<Caller, 'userId'>) => (await readOne(deps, userId)).storage,
    roomFor: (userId: string) => roomFor(deps, userId),
    /** @throws MadrigalError `quota_exceeded` where nothing is left */
    checkRoom: (userId: string) => checkRoom(deps, userId),
    list: (query: CursorQuery & { q?: string | undefined }) => listStoring(deps, query),
    setOwnLimit: (userId: string, limit: StorageLimit | null) => setOwnLimit(deps, userId, limit),
  };
}

/** A limit of one's own as part of somebody's account. */
export function createOwnedQuota(deps: QuotasDeps): OwnedData {
  return {
    fileName: 'storage.json',
    removeAll: ({ userId }) => deps.quotas.setOwnLimit(userId, null),
    exportAll: async ({ userId }) => (await readOne(deps, userId)).storage,
  };
}

async function readOne(deps: QuotasDeps, userId: string) {
  return (await readAll(deps, [userId]))(userId);
}

async function readAll(deps: QuotasDeps, userIds: readonly string[]) {
  const [records, slideshows] = await Promise.all([
    deps.quotas.readStorage(userIds),
    deps.slideshowBytesOf(userIds),
  ]);
  return (userId: string) => withQuota(deps, records.get(userId), slideshows.get(userId) ?? 0);
}

function withQuota(
  { defaultLimitBytes }: QuotasDeps,
  record: StorageRecord | undefined,
  slideshowBytes: number,
): Pick<StoringAccount, 'storage' | 'ownLimit'> {
  const use = { ...(record?.use ?? { mediaBytes: 0, uploadBytes: 0 }), slideshowBytes };
  const ownLimit = record?.ownLimit ?? null;
  const limitBytes = ownLimit ? ownLimit.limitBytes : defaultLimitBytes;
  const usedBytes = sumOf(use);
  const leftBytes = limitBytes === null ? null : Math.max(0, limitBytes - usedBytes);
  return { storage: { use, usedBytes, limitBytes, leftBytes }, ownLimit };
}

/** Nothing is added up for people without a limit. */
async function roomFor(
  deps: QuotasDeps,
  userId: string,
): Promise<{ limitBytes: number | null; slideshowBytes: number }> {
  const own = await deps.quotas.getOwnLimit(userId);
  const limitBytes = own ? own.limitBytes : deps.defaultLimitBytes;
  if (limitBytes === null) return { limitBytes, slideshowBytes: 0 };
  const slideshows = await deps.slideshowBytesOf([userId]);
  return { limitBytes, slideshowBytes: slideshows.get(userId) ?? 0 };
}

async function checkRoom(deps: QuotasDeps, userId: string): Promise<void> {
  const { usedBytes, limitBytes } = (await readOne(deps, userId)).storage;
  if (limitBytes !== null && usedBytes >= limitBytes) throw quotaExceeded(usedBytes, limitBytes);
}

/** @throws MadrigalError `invalid_cursor` */
async function listStoring(
  deps: QuotasDeps,
  { q = '', limit, cursor }: CursorQuery & { q?: string | undefined },
): Promise<{ items: StoringAccount[]; nextCursor: string | null }> {
  const after = cursor === undefined ? {} : { after: decodeCursor('newest', cursor, 1) };
  const { items, next } = await deps.directory.listAccounts({ text: q }, { limit, ...after });
  const quotaOf = await readAll(
    deps,
    items.map(({ id }) => id),
  );
  return {
    items: items.map((account) => ({ account, ...quotaOf(account.id) })),
    nextCursor: next && encodeCursor('newest', next),
  };
}

/** @throws MadrigalError `not_found` */
async function setOwnLimit(
  deps: QuotasDeps,
  userId: string,
  limit: StorageLimit | null,
): Promise<void> {
  await deps.directory.getAccount(userId);
  await deps.quotas.setOwnLimit(userId, limit);
}
