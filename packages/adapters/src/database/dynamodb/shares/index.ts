import { MadrigalError } from '@madrigal/core/shared';
import type {
  GuessLimit,
  Share,
  ShareChange,
  ShareStore,
  ShareTarget,
} from '@madrigal/core/sharing';
import { type Dynamo, type Table, tableOf } from '../client.ts';
import { translatedMethods } from '../errors.ts';
import { namedIn } from '../items.ts';
import { inParallel } from '../parallel.ts';
import { queryItems } from '../read.ts';
import { addRecord, changeRecord } from '../records.ts';
import { changeItem, raise, type Write, writeAll } from '../write.ts';
import {
  guessesKey,
  ownerList,
  type ShareRecord,
  shareKind,
  targetList,
  tokenKey,
  visitsKey,
} from './share-items.ts';
import { createShareReads } from './share-reads.ts';

/** Shares looked at at once where all of a list end. */
const ROWS_PER_QUERY = 500;

/** Shares in DynamoDB. */
export function createShareStore(dynamo: Dynamo): ShareStore {
  const table = tableOf(dynamo, 'shares');
  const reads = createShareReads(table);
  return translatedMethods<ShareStore>({
    ...reads,
    addShare: (share, tokenHash) => addShare(table, share, tokenHash.toString('hex')),
    changeShare: async (ownerId, shareId, change) => {
      await changeOwn(table, ownerId, shareId, change);
      return reads.getShare(shareId);
    },
    deleteShare: async (ownerId, shareId) => {
      if (!(await removeShare(table, shareId, ownerId))) throw missing();
    },
    deleteSharesOfTarget: (ownerId, target) => deleteOfTarget(table, ownerId, target),
    deleteSharesOf: (ownerId) => removeAll(table, ownerList(ownerId), ownerId),
    countVisit: (shareId, at) => countVisit(table, shareId, at),
    takeGuess: (shareId, now, limit) => takeGuess(table, shareId, now, limit),
  });
}

function missing(): MadrigalError {
  return new MadrigalError('not_found', 'There is no such link.');
}

async function addShare(
  table: Table,
  { visits, lastVisitedAt, ...share }: Share,
  tokenHash: string,
): Promise<void> {
  const counted = { n: visits, ...(lastVisitedAt && { at: lastVisitedAt.toISOString() }) };
  const more: Write[] = [
    { add: { ...tokenKey(tokenHash), shareId: share.id } },
    { put: { ...visitsKey(share.id), ...counted } },
    { put: { ...guessesKey(share.id), n: 0, since: null } },
  ];
  if (await addRecord(table, shareKind, { share, tokenHash }, more)) return;
  throw new MadrigalError('conflict', 'There is such a link already.');
}

async function changeOwn(
  table: Table,
  ownerId: string,
  shareId: string,
  change: ShareChange,
): Promise<void> {
  await changeRecord(table, shareKind, shareId, (current) => {
    if (current?.share.ownerId !== ownerId) throw missing();
    const next: ShareRecord['share'] = { ...current.share, ...namedIn(change) };
    return { next: { ...current, share: next }, result: true };
  });
}

/** Null where there is none, or it is somebody else's; `ownerId` null for anybody's. */
function removeShare(
  table: Table,
  shareId: string,
  ownerId: string | null,
): Promise<boolean | null> {
  return changeRecord(table, shareKind, shareId, (current) => {
    if (!current || (ownerId !== null && current.share.ownerId !== ownerId)) return null;
    const beside = [tokenKey(current.tokenHash), visitsKey(shareId), guessesKey(shareId)];
    return { next: null, result: true, more: beside.map((drop) => ({ drop })) };
  });
}

function deleteOfTarget(table: Table, ownerId: string | null, target: ShareTarget): Promise<void> {
  return removeAll(table, targetList(target), ownerId);
}

async function removeAll(table: Table, partition: string, ownerId: string | null): Promise<void> {
  const ids: string[] = [];
  for await (const row of queryItems(table, { partition }, ROWS_PER_QUERY)) {
    ids.push(String(row.shareId));
  }
  await inParallel(ids, (id) => removeShare(table, id, ownerId));
}

/** Beside the share, so that visits and changes do not wait for each other. */
async function countVisit(table: Table, shareId: string, at: Date): Promise<void> {
  const key = visitsKey(shareId);
  if (!(await writeAll(table, [{ count: key, by: { n: 1 }, ifThere: true }]))) return;
  await raise(table, key, 'at', at.toISOString());
}

async function takeGuess(
  table: Table,
  shareId: string,
  now: Date,
  { most, windowMs }: GuessLimit,
): Promise<boolean> {
  const taken = await changeItem(table, guessesKey(shareId), async (read) => {
    if (!read) return null;
    const since = typeof read.since === 'number' ? read.since : null;
    const runs = since !== null && since > now.getTime() - windowMs;
    if (runs && Number(read.n) >= most) return null;
    const replace = {
      ...guessesKey(shareId),
      n: runs ? Number(read.n) + 1 : 1,
      since: runs ? since : now.getTime(),
    };
    return { writes: [{ replace, read }], result: true };
  });
  return taken === true;
}
