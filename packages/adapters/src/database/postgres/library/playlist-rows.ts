import type { Playlist } from '@madrigal/core/library';
import { type Selectable, sql } from 'kysely';
import type { PlaylistTable } from '../tables.ts';

/** Columns of what {@link toPlaylist} makes. */
export const columns = [
  'id',
  'owner_id',
  'name',
  'description',
  'cover_key',
  'visibility',
  'rules',
  'member_ids',
  'invitation_round',
  'version',
  'item_count',
  'duration_ms',
  'created_at',
  'updated_at',
] as const;

export type PlaylistRow = Pick<Selectable<PlaylistTable>, (typeof columns)[number]>;

export function toPlaylist(row: PlaylistRow): Playlist {
  return {
    id: row.id,
    ownerId: row.owner_id,
    name: row.name,
    description: row.description,
    cover: row.cover_key,
    visibility: row.visibility,
    rules: row.rules,
    memberIds: row.member_ids,
    invitationRound: row.invitation_round,
    version: row.version,
    itemCount: row.item_count,
    durationMs: row.duration_ms,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** Whether somebody keeps a playlist or is a member of it. */
export function isOf(userId: string) {
  return sql<boolean>`(owner_id = ${userId} OR member_ids @> ARRAY[${userId}]::text[])`;
}
