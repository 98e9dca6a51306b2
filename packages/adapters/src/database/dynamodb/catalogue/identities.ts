import type { Table } from '../client.ts';
import type { Item, Key } from '../items.ts';
import { keyOf } from '../keys.ts';
import { getItem, queryItems } from '../read.ts';
import { type Write, writeAll } from '../write.ts';
import { IDENTITY_ROWS, ROWS_PER_QUERY } from './keys.ts';

/** Identity keys lead to an artist or album; its partition has a row for each of them. */
export interface IdentityKind {
  /** What begins their keys. */
  of: 'artist' | 'album';
  partitionOf(id: string): string;
}

function identityKey({ of }: IdentityKind, identity: string): Key {
  return { pk: keyOf('identity', of, identity), sk: 'identity' };
}

function rowKey(kind: IdentityKind, id: string, identity: string): Key {
  return { pk: kind.partitionOf(id), sk: keyOf('identity', identity) };
}

/** Where an identity key leads, and the item that says so. */
export async function findIdentity(
  table: Table,
  kind: IdentityKind,
  identity: string,
): Promise<{ id: string; item: Item } | null> {
  const item = await getItem(table, identityKey(kind, identity));
  return item && { id: String(item.id), item };
}

/** Lets an identity key lead to something; in place of `read`, which led nowhere any more. */
export function claimIdentity(
  kind: IdentityKind,
  identity: string,
  id: string,
  read: Item | null,
): Write[] {
  const item = { ...identityKey(kind, identity), id };
  return [
    read ? { replace: item, read } : { add: item },
    { put: { ...rowKey(kind, id, identity), identity } },
  ];
}

/** All identity keys that lead somewhere, as after every acknowledged write. */
export async function identitiesOf(
  table: Table,
  kind: IdentityKind,
  id: string,
): Promise<string[]> {
  const identities: string[] = [];
  const range = { partition: kind.partitionOf(id), ...IDENTITY_ROWS };
  for await (const { identity } of queryItems(table, range, ROWS_PER_QUERY)) {
    identities.push(String(identity));
  }
  return identities;
}

/** Lets them lead to something else, each at once with its rows. */
export async function redirectIdentities(
  table: Table,
  kind: IdentityKind,
  fromId: string,
  toId: string,
): Promise<void> {
  for (const identity of await identitiesOf(table, kind, fromId)) {
    await writeAll(table, [
      { put: { ...identityKey(kind, identity), id: toId } },
      { put: { ...rowKey(kind, toId, identity), identity } },
      { drop: rowKey(kind, fromId, identity) },
    ]);
  }
}

/** Forgets identity keys of something that goes. */
export function dropIdentities(
  kind: IdentityKind,
  id: string,
  identities: readonly string[],
): { drop: Key }[] {
  return identities.flatMap((identity) => [
    { drop: identityKey(kind, identity) },
    { drop: rowKey(kind, id, identity) },
  ]);
}
