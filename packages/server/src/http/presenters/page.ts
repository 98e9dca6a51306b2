import type { CursorPage } from '@madrigal/core/shared';

/** A page with every item as clients see it. */
export function presentPage<Item, Presented>(
  { items, nextCursor }: CursorPage<Item>,
  present: (item: Item) => Presented,
): { items: Presented[]; nextCursor: string | null } {
  return { items: items.map(present), nextCursor };
}
