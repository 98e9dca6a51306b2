import type { CursorPage, CursorQuery } from '@madrigal/core/shared';

const PAGE = 200;

/** Every item of a list that is kept in pages. */
export async function allPages<Item>(
  list: (query: CursorQuery) => Promise<CursorPage<Item>>,
): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | null = null;
  do {
    const page: CursorPage<Item> = await list({ limit: PAGE, ...(cursor && { cursor }) });
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return items;
}
