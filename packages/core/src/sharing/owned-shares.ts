import type { OwnedData } from '../identity/index.ts';
import type { Position } from '../shared/index.ts';
import type { ShareStore } from './ports.ts';

const PAGE = 200;

/** Links as part of somebody's account. They are taken along without what opens them. */
export function createOwnedShares({ shares }: { shares: ShareStore }): OwnedData {
  return {
    fileName: 'shares.json',
    removeAll: ({ userId }) => shares.deleteSharesOf(userId),
    exportAll: async ({ userId }) => {
      const all: object[] = [];
      let after: Position | null | undefined;
      do {
        const page = { limit: PAGE, ...(after ? { after } : {}) };
        const { items, next } = await shares.listSharesOf(userId, null, page);
        all.push(
          ...items.map(({ ownerId: _, passwordHash, ...share }) => ({
            ...share,
            hasPassword: passwordHash !== null,
          })),
        );
        after = next;
      } while (after);
      return all;
    },
  };
}
