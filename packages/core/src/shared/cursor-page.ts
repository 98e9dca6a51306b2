import { decodeCursor, encodeCursor, type Page, type PageRequest, type Position } from './page.ts';

/** What clients ask of a list. */
export interface CursorQuery {
  limit: number;
  cursor?: string | undefined;
}

/** What clients get of a list. */
export interface CursorPage<Item> {
  items: Item[];
  nextCursor: string | null;
}

const POSITION_LENGTH = 2;

/**
 * A store's page for clients, from a list in an order whose positions are a sort value and an id.
 * @throws MadrigalError `invalid_cursor`
 */
export async function pageByCursor<Item>(
  order: string,
  { limit, cursor }: CursorQuery,
  list: (page: PageRequest<Position>) => Promise<Page<Item, Position>>,
): Promise<CursorPage<Item>> {
  const after = cursor === undefined ? {} : { after: decodeCursor(order, cursor, POSITION_LENGTH) };
  const page = await list({ limit, ...after });
  return { items: page.items, nextCursor: page.next && encodeCursor(order, page.next) };
}
