import type { SmartRules } from '@madrigal/contract';
import type { Song } from '../catalog/index.ts';
import type { Caller } from '../identity/index.ts';
import { type CursorPage, type CursorQuery, MadrigalError, pageByCursor } from '../shared/index.ts';
import type { LibraryDeps } from './deps.ts';
import type { Playlist, ShownItem, ShownPlaylist } from './model.ts';
import { mosaicOf, SONGS_OF_MOSAIC } from './mosaic.ts';
import { showPlaylists } from './show-playlists.ts';
import { visibleSongs } from './visible.ts';

const PREVIEWED = 5;

type Deps = Pick<LibraryDeps, 'library' | 'catalogue' | 'clock'>;
type Picked = { songId: string; durationMs: number };

/** Smart playlists take no songs from people. */
export function picksByItself(): MadrigalError {
  return new MadrigalError('conflict', 'This playlist picks its songs by itself.');
}

/** A playlist looked at alone: with counts and covers of what its rules pick now, if it has some. */
export async function lookAt(deps: Deps, playlist: Playlist): Promise<ShownPlaylist> {
  if (!playlist.rules) return show(deps, playlist);
  const picked = await pick(deps, playlist.ownerId, playlist.rules);
  const first = await songsOf(deps, picked.slice(0, playlist.cover ? 0 : SONGS_OF_MOSAIC));
  return {
    ...playlist,
    itemCount: picked.length,
    durationMs: lengthOf(picked),
    mosaic: mosaicOf(first),
  };
}

async function show(deps: Deps, playlist: Playlist): Promise<ShownPlaylist> {
  const [shown = { ...playlist, mosaic: [] }] = await showPlaylists(deps, [playlist]);
  return shown;
}

/** Those of the songs that everybody can see, in the same order. */
async function songsOf(deps: Deps, picked: readonly Picked[]): Promise<Song[]> {
  const ids = picked.map(({ songId }) => songId);
  const songs = await visibleSongs(deps, ids);
  return ids.flatMap((id) => songs.get(id) ?? []);
}

/** What rules pick for a person at the moment, with the first few songs. */
export async function previewRules(
  deps: Deps,
  { userId }: Caller,
  rules: SmartRules,
): Promise<{ itemCount: number; durationMs: number; songs: Song[] }> {
  const picked = await pick(deps, userId, rules);
  return {
    itemCount: picked.length,
    durationMs: lengthOf(picked),
    songs: await songsOf(deps, picked.slice(0, PREVIEWED)),
  };
}

/** One page of a smart playlist; a song is its own item. @throws MadrigalError `invalid_cursor` */
export function listSmartItems(
  deps: Deps,
  { ownerId, rules, updatedAt }: Playlist,
  query: CursorQuery,
): Promise<CursorPage<ShownItem>> {
  return pageByCursor('smart', query, async ({ limit, after }) => {
    const picked = rules ? await pick(deps, ownerId, rules) : [];
    const start = after ? startOf(after[0] ?? '') : 0;
    const part = picked.slice(start, start + limit);
    const songs = await visibleSongs(
      deps,
      part.map(({ songId }) => songId),
    );
    const items = part.flatMap(({ songId, durationMs }, index): ShownItem[] => {
      const song = songs.get(songId);
      const position = String(start + index);
      const item = { id: songId, songId, position, durationMs };
      return song ? [{ ...item, song, addedBy: ownerId, addedAt: updatedAt }] : [];
    });
    const end = start + part.length;
    const next = end < picked.length ? [String(end), part.at(-1)?.songId ?? ''] : null;
    return { items, next };
  });
}

/** Whether a smart playlist holds a song at the moment. */
export async function picksSong(deps: Deps, playlist: Playlist, songId: string): Promise<boolean> {
  const { ownerId, rules } = playlist;
  const picked = rules ? await pick(deps, ownerId, rules) : [];
  return picked.some((one) => one.songId === songId);
}

function pick({ library, clock }: Deps, userId: string, rules: SmartRules): Promise<Picked[]> {
  return library.pickSongs(userId, rules, clock.now());
}

function lengthOf(picked: readonly Picked[]): number {
  return picked.reduce((sum, { durationMs }) => sum + durationMs, 0);
}

function startOf(text: string): number {
  const start = Number(text);
  if (Number.isInteger(start) && start >= 0) return start;
  throw new MadrigalError('invalid_cursor', 'The cursor does not belong to this list.');
}
