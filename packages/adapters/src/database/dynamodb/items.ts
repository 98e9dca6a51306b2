import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { MadrigalError } from '@madrigal/core/shared';

const [pack, unpack] = [promisify(gzip), promisify(gunzip)];

/** Where an item is. */
export interface Key {
  pk: string;
  sk: string;
}

/** What a table holds. Everything but keys is under names that no index uses. */
export type Item = Key & Record<string, unknown>;

/** A record as it lies in an item: moments as ISO texts, everything else as it is. */
export type Stored<T> = T extends Date
  ? string
  : T extends readonly (infer Each)[]
    ? Stored<Each>[]
    : T extends object
      ? { [Name in keyof T]: Stored<T[Name]> }
      : T;

/**
 * A record for an item. It must not share names with the keys of the item.
 * @throws MadrigalError `invalid_request` for a text with NUL, which not every engine can keep
 */
export function toStored<T>(value: T): Stored<T> {
  return store(value) as Stored<T>;
}

function store(value: unknown): unknown {
  if (typeof value === 'string') return refuseNul(value);
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(store);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, store(each)]));
}

function refuseNul(text: string): string {
  if (!text.includes('\0')) return text;
  throw new MadrigalError('invalid_request', 'The text contains characters that cannot be stored.');
}

/** What a change names: all but what is left out or undefined. */
export function namedIn<T extends object>(
  change: T,
): { [Name in keyof T]?: Exclude<T[Name], undefined> } {
  const named = Object.entries(change).filter(([, value]) => value !== undefined);
  return Object.fromEntries(named) as ReturnType<typeof namedIn<T>>;
}

/** The moment in a stored text. */
export function toDate(text: string): Date {
  return new Date(text);
}

/** The moment in a stored text, or null. */
export function toDateOrNull(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}

/** Leaves room in an item of 400 KB at most for keys and names. */
const CHUNK_BYTES = 350_000;

/** A value that may be larger than an item, packed for items of a chunk each. */
export async function toChunks(value: unknown): Promise<Uint8Array[]> {
  const packed = await pack(JSON.stringify(value));
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < packed.length; at += CHUNK_BYTES) {
    chunks.push(packed.subarray(at, at + CHUNK_BYTES));
  }
  return chunks;
}

/** The value in chunks that {@link toChunks} made. */
export async function fromChunks(chunks: readonly Uint8Array[]): Promise<unknown> {
  return JSON.parse((await unpack(Buffer.concat(chunks))).toString('utf8'));
}
