import type { FavouriteKind } from '@madrigal/contract';
import { MadrigalError } from '@madrigal/core/shared';

/**
 * Ids as apps see them: ours behind what they are of, because directories, stars and covers take
 * any kind by its id alone.
 */
const prefixes = { artist: 'ar', album: 'al', song: 'so', playlist: 'pl' } as const;

export type IdKind = keyof typeof prefixes;

export interface TypedId {
  kind: IdKind;
  id: string;
}

const PATTERN = /^(ar|al|so|pl)-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
const kinds = new Map(Object.entries(prefixes).map(([kind, prefix]) => [prefix, kind as IdKind]));

export function toId(kind: IdKind, id: string): string {
  return `${prefixes[kind]}-${id}`;
}

/** @throws MadrigalError `not_found` for what is no id of ours: there is nothing of that name */
export function readId(text: string): TypedId {
  const [, prefix = '', id = ''] = PATTERN.exec(text) ?? [];
  const kind = kinds.get(prefix as (typeof prefixes)[IdKind]);
  if (!kind) throw new MadrigalError('not_found', 'There is nothing with this id.');
  return { kind, id };
}

/** The id of one kind. @throws MadrigalError `not_found` */
export function readIdOf(kind: IdKind, text: string): string {
  const typed = readId(text);
  if (typed.kind === kind) return typed.id;
  throw new MadrigalError('not_found', `There is no such ${kind}.`);
}

/** Something that can be starred and rated. @throws MadrigalError `not_found` */
export function readMarkable(text: string): { kind: FavouriteKind; id: string } {
  const { kind, id } = readId(text);
  if (kind === 'playlist') throw new MadrigalError('not_found', 'Playlists take no stars.');
  return { kind, id };
}
