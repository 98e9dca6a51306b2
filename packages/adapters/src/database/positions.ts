import { MadrigalError, type Position } from '@madrigal/core/shared';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Positions come back from clients: one that no query can use is theirs to answer for. */
function invalid(): MadrigalError {
  return new MadrigalError('invalid_cursor', 'The cursor does not belong to this list.');
}

/** The id a position ends with. @throws MadrigalError `invalid_cursor` */
export function idOf(position: Position): string {
  const id = position.at(-1) ?? '';
  if (!UUID.test(id)) throw invalid();
  return id;
}

/** The moment a position begins with. @throws MadrigalError `invalid_cursor` */
export function timeOf(position: Position): Date {
  const time = new Date(position[0] ?? '');
  if (Number.isNaN(time.getTime())) throw invalid();
  return time;
}

/** The number a position begins with. @throws MadrigalError `invalid_cursor` */
export function countOf(position: Position): number {
  const text = position[0] ?? '';
  if (!/^\d{1,15}$/.test(text)) throw invalid();
  return Number(text);
}

/** The text a position begins with. @throws MadrigalError `invalid_cursor` */
export function textOf(position: Position): string {
  const text = position[0] ?? '';
  if (text.includes('\0')) throw invalid();
  return text;
}

/** Splits one row more than was asked for into the page and whether another one follows. */
export function pageOfRows<Row, Item>(
  rows: Row[],
  limit: number,
  toItem: (row: Row) => Item,
  toPosition: (item: Item) => Position,
): { items: Item[]; next: Position | null } {
  const items = rows.slice(0, limit).map(toItem);
  const last = items.at(-1);
  return { items, next: last && rows.length > limit ? toPosition(last) : null };
}
