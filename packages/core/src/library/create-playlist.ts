import type { PlaylistVisibility, SmartRules } from '@madrigal/contract';
import type { Caller } from '../identity/index.ts';
import { MadrigalError } from '../shared/index.ts';
import { addToPlaylist } from './add-to-playlist.ts';
import type { LibraryDeps } from './deps.ts';
import type { Playlist } from './model.ts';
import { tellOfPlaylist } from './own-playlist.ts';
import { picksByItself } from './smart-playlist.ts';
import { visibleSongs } from './visible.ts';

export interface NewPlaylist {
  /** Chosen by the client to repeat the request safely. */
  id?: string | undefined;
  name: string;
  description: string;
  visibility: PlaylistVisibility;
  songIds: readonly string[];
  /** Makes it a smart playlist. */
  rules?: SmartRules | undefined;
}

/**
 * Creates a playlist with its first songs. Repeated with the same id it answers what is there.
 * @throws MadrigalError `not_found` for a song that is not there, `conflict` for somebody else's id
 */
export async function createPlaylist(
  deps: LibraryDeps,
  caller: Caller,
  input: NewPlaylist,
): Promise<Playlist> {
  const { id = deps.newId(), name, description, visibility, songIds, rules = null } = input;
  if (rules && songIds.length > 0) throw picksByItself();
  const now = deps.clock.now();
  const playlist: Playlist = {
    id,
    ownerId: caller.userId,
    name,
    description,
    cover: null,
    visibility,
    rules,
    memberIds: [],
    invitationRound: 0,
    version: 1,
    itemCount: 0,
    durationMs: 0,
    createdAt: now,
    updatedAt: now,
  };
  const songs = await visibleSongs(deps, songIds);
  if (songIds.some((songId) => !songs.has(songId))) {
    throw new MadrigalError('not_found', 'One of the songs is not there.');
  }
  const created = await deps.library.createPlaylist(playlist);
  if (created) await tellOfPlaylist(deps, playlist);
  const current = created ? playlist : await existing(deps, caller, id);
  const isFilled = songIds.length === 0 || current.version > playlist.version;
  if (isFilled) return current;
  const first = { playlistId: id, songIds, place: 'end', version: playlist.version } as const;
  return (await addToPlaylist(deps, caller, first)).playlist;
}

async function existing(deps: LibraryDeps, caller: Caller, id: string): Promise<Playlist> {
  const playlist = await deps.library.getPlaylist(id);
  if (playlist.ownerId === caller.userId) return playlist;
  throw new MadrigalError('conflict', 'This id is taken. Choose another one.');
}
