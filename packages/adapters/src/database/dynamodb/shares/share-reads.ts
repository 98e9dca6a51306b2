import { MadrigalError, type Page, type PageRequest, type Position } from '@madrigal/core/shared';
import type { Share, ShareStore, ShareTarget } from '@madrigal/core/sharing';
import { idOf, timeOf } from '../../positions.ts';
import type { Table } from '../client.ts';
import { getItem, getItems, inOrderOf, listPage, queryItems } from '../read.ts';
import {
  listKey,
  ownerList,
  shareKind,
  targetList,
  tokenKey,
  toShare,
  visitsKey,
} from './share-items.ts';

type Reads = Pick<ShareStore, 'getShare' | 'findShareByToken' | 'countSharesOf' | 'listSharesOf'>;

const ROWS_PER_QUERY = 1000;

export function createShareReads(table: Table): Reads {
  return {
    getShare: async (shareId) => {
      const [share] = await sharesOf(table, [shareId]);
      if (share) return share;
      throw new MadrigalError('not_found', 'There is no such link.');
    },
    findShareByToken: async (tokenHash) => {
      const token = await getItem(table, tokenKey(tokenHash.toString('hex')));
      if (!token) return null;
      return (await sharesOf(table, [String(token.shareId)]))[0] ?? null;
    },
    countSharesOf: (ownerId) => count(table, ownerList(ownerId)),
    listSharesOf: (ownerId, target, page) => listOf(table, ownerId, target, page),
  };
}

/** Shares in the order of their ids; null for one that does not exist. */
async function sharesOf(table: Table, shareIds: readonly string[]): Promise<(Share | null)[]> {
  const [keys, visitKeys] = [shareIds.map(shareKind.keyOf), shareIds.map(visitsKey)];
  const found = await getItems(table, [...keys, ...visitKeys]);
  const visits = inOrderOf(visitKeys, found);
  return inOrderOf(keys, found).map((item, at) => item && toShare(item, visits[at] ?? null));
}

async function count(table: Table, partition: string): Promise<number> {
  let rows = 0;
  for await (const _ of queryItems(table, { partition }, ROWS_PER_QUERY)) rows += 1;
  return rows;
}

function listOf(
  table: Table,
  ownerId: string,
  target: ShareTarget | null,
  { limit, after }: PageRequest<Position>,
): Promise<Page<Share, Position>> {
  const partition = target ? targetList(target) : ownerList(ownerId);
  return listPage<Share>(
    table,
    { partition, descending: true },
    {
      limit,
      after: after && listKey(timeOf(after), idOf(after)),
      sortKeyOf: (row) => row.sk,
      resolve: async (rows) => {
        const ids = rows.map(({ shareId }) => String(shareId));
        const shares = await sharesOf(table, ids);
        return shares.map((share) => (share?.ownerId === ownerId ? share : null));
      },
      positionOf: ({ createdAt, id }) => [createdAt.toISOString(), id],
    },
  );
}
