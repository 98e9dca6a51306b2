import { createHash } from 'node:crypto';

/** DynamoDB takes partition keys of up to 2,048 bytes and sort keys of up to 1,024. */
const LONGEST_PART_BYTES = 200;
/** Puts every moment that a Date can have into 17 digits. */
const EARLIEST_DATE_MS = 8.64e15;
const TIME_DIGITS = 17;
/** Comes after every other in a sort key. */
export const LAST_CHARACTER = '\u{10ffff}';

/**
 * A key of parts. Parts are whatever people choose, of any length, and never run into each other:
 * what parts keys is escaped in them, and long ones stand there by their SHA-256.
 */
export function keyOf(...parts: readonly string[]): string {
  return parts.map(keyPart).join('#');
}

function keyPart(text: string): string {
  const escaped = text.replace(/[%#~\0]/g, (char) => encodeURIComponent(char).replace('~', '%7E'));
  if (Buffer.byteLength(escaped) <= LONGEST_PART_BYTES) return escaped;
  return `~${createHash('sha256').update(text).digest('base64url')}`;
}

/** A moment as a text, ordered as moments are. */
export function sortableTime(date: Date): string {
  return String(date.getTime() + EARLIEST_DATE_MS).padStart(TIME_DIGITS, '0');
}

/** The moment in a text that {@link sortableTime} made. */
export function dateOfSortable(text: string): Date {
  return new Date(Number(text) - EARLIEST_DATE_MS);
}

/** A whole number, not negative, as a text, ordered as numbers are. */
export function sortableNumber(value: number, digits = 12): string {
  return String(value).padStart(digits, '0');
}

/**
 * A text and an id as a sort key, ordered by the text code point by code point, then by the id. What
 * parts them is lower than anything the text has there.
 */
export function sortableText(text: string, id: string): string {
  return `${text.replaceAll('\u0001', '\u0001\u00ff')}\u0001${id}`;
}

/**
 * Lists of everybody's items, such as what a sweep looks for, are spread over so many partitions: one
 * alone takes 1,000 writes a second.
 */
const SHARDS = 4;

/** Partition of an item in a list that is everybody's. */
export function shardOf(list: string, id: string): string {
  const shard = createHash('sha256').update(id).digest().readUInt8() % SHARDS;
  return keyOf(list, String(shard));
}

/** All partitions of such a list. */
export function shardsOf(list: string): string[] {
  return Array.from({ length: SHARDS }, (_, shard) => keyOf(list, String(shard)));
}

/** All sort keys that begin so. */
export function beginningWith(prefix: string): { from: string; to: string } {
  return { from: prefix, to: `${prefix}${LAST_CHARACTER}` };
}

/** Compares code point by code point, as DynamoDB does, where JavaScript compares UTF-16. */
export function compareTexts(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
