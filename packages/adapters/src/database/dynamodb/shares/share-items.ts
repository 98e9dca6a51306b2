import type { Share, ShareTarget } from '@madrigal/core/sharing';
import { type Item, type Key, type Stored, toDate, toDateOrNull, toStored } from '../items.ts';
import { keyOf, sortableTime } from '../keys.ts';
import type { RecordKind } from '../records.ts';

/** A share without what visitors change, which lies beside it: a link may have many at once. */
export interface ShareRecord {
  share: Omit<Share, 'visits' | 'lastVisitedAt'>;
  /** SHA-256 of its token, in hex. */
  tokenHash: string;
}

export const shareKind: RecordKind<ShareRecord> = {
  keyOf: (id) => ({ pk: keyOf('share', id), sk: 'state' }),
  toItem: ({ share, tokenHash }) => ({
    ...shareKind.keyOf(share.id),
    share: toStored(share),
    tokenHash,
  }),
  toRows: ({ share }) => {
    const sk = listKey(share.createdAt, share.id);
    return [ownerList(share.ownerId), targetList(share.target)].map((pk) => ({
      ...{ pk, sk, shareId: share.id },
    }));
  },
  fromItem: (item) => {
    const share = item.share as Stored<ShareRecord['share']>;
    const { createdAt, expiresAt } = share;
    return {
      share: { ...share, createdAt: toDate(createdAt), expiresAt: toDateOrNull(expiresAt) },
      tokenHash: String(item.tokenHash),
    };
  },
};

export function ownerList(ownerId: string): string {
  return keyOf('owner', ownerId);
}

export function targetList({ kind, id }: ShareTarget): string {
  return keyOf('target', kind, id);
}

export function listKey(createdAt: Date, shareId: string): string {
  return `${sortableTime(createdAt)}#${shareId}`;
}

/** `n` visits, the latest `at`. */
export function visitsKey(shareId: string): Key {
  return { pk: keyOf('share', shareId), sk: 'visits' };
}

/** `n` guesses at its password `since` a moment, in ms since 1970. */
export function guessesKey(shareId: string): Key {
  return { pk: keyOf('share', shareId), sk: 'guesses' };
}

/** What makes a token lead to one share. */
export function tokenKey(tokenHash: string): Key {
  return { pk: keyOf('token', tokenHash), sk: 'token' };
}

export function toShare(item: Item, visits: Item | null): Share {
  return {
    ...shareKind.fromItem(item).share,
    visits: Number(visits?.n ?? 0),
    lastVisitedAt: typeof visits?.at === 'string' ? toDate(visits.at) : null,
  };
}
