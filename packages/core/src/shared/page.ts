import { MadrigalError } from './errors.ts';

/** What a store is asked for: at most `limit` items after the position `after`. */
export interface PageRequest<Position> {
  limit: number;
  after?: Position;
}

/** One keyset page; `next` is the position of its last item, null when nothing follows. */
export interface Page<Item, Position> {
  items: Item[];
  next: Position | null;
}

/** Position in a keyset order: the sort values of the last item seen, its id last. */
export type Position = readonly string[];

/** Opaque form of a position for clients. */
export function encodeCursor(order: string, position: Position): string {
  return Buffer.from(JSON.stringify([order, ...position])).toString('base64url');
}

/**
 * Position behind a cursor made by {@link encodeCursor} for the same order.
 * @throws MadrigalError `invalid_cursor`
 */
export function decodeCursor(order: string, cursor: string, length: number): Position {
  const parts = parse(cursor);
  const valid =
    Array.isArray(parts) &&
    parts.length === length + 1 &&
    parts[0] === order &&
    parts.every((part) => typeof part === 'string');
  if (!valid) throw new MadrigalError('invalid_cursor', 'The cursor does not belong to this list.');
  return parts.slice(1);
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
