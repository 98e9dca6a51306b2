import type { Playlist } from '@madrigal/core/library';
import { z } from 'zod';
import { SubsonicError } from '../errors.ts';
import { readIdOf, toId } from '../ids.ts';
import { type Context, type Method, reads, writes } from '../method.ts';
import { checkOwnName } from '../own-name.ts';
import { allPages } from '../pages.ts';
import { flag, integers, text, texts } from '../params.ts';
import { addSongs, BATCH } from '../playlist-songs.ts';
import type { Body } from '../reply.ts';
import { toChildren, toSeconds } from '../shapes.ts';

const LONGEST_NAME = 200;
const LONGEST_DESCRIPTION = 2000;

export const playlists: Record<string, Method> = {
  getPlaylists: reads(z.object({ username: text.optional() }), async ({ username }, context) => {
    checkOwnName(username, context.username);
    const { services, caller } = context;
    const own = await allPages((query) =>
      services.library.playlists.list(caller, { order: 'name', ...query }),
    );
    return {
      playlists: { playlist: await Promise.all(own.map((one) => toPlaylist(one, context))) },
    };
  }),
  getPlaylist: reads(z.object({ id: text }), async ({ id }, context) => ({
    playlist: await playlistWithSongs(readIdOf('playlist', id), context),
  })),
  createPlaylist: writes(
    z.object({ playlistId: text.optional(), name: text.optional(), songId: texts }),
    async ({ playlistId, name, songId }, context) => {
      const songIds = songId.map((one) => readIdOf('song', one));
      if (playlistId !== undefined) {
        const id = readIdOf('playlist', playlistId);
        if (name !== undefined) await change(id, { name: cut(name) }, context);
        await replaceSongs(id, songIds, context);
        return { playlist: await playlistWithSongs(id, context) };
      }
      if (name === undefined) {
        throw new SubsonicError('missingParameter', 'The parameter "name" is missing.');
      }
      const { services, caller } = context;
      const blank = { description: '', visibility: 'private', songIds: [] } as const;
      const { id } = await services.library.playlists.create(caller, { name: cut(name), ...blank });
      await addSongs(id, songIds, context);
      return { playlist: await playlistWithSongs(id, context) };
    },
  ),
  updatePlaylist: writes(
    z.object({
      playlistId: text,
      name: text.optional(),
      comment: text.optional(),
      public: flag.optional(),
      songIdToAdd: texts,
      songIndexToRemove: integers,
    }),
    async (params, context) => {
      const id = readIdOf('playlist', params.playlistId);
      const songIds = params.songIdToAdd.map((one) => readIdOf('song', one));
      await change(
        id,
        {
          ...(params.name !== undefined && { name: cut(params.name) }),
          ...(params.comment !== undefined && {
            description: params.comment.trim().slice(0, LONGEST_DESCRIPTION),
          }),
          ...(params.public !== undefined && {
            visibility: params.public ? ('unlisted' as const) : ('private' as const),
          }),
        },
        context,
      );
      await removeAt(id, params.songIndexToRemove, context);
      await addSongs(id, songIds, context);
      return {};
    },
  ),
  deletePlaylist: writes(z.object({ id: text }), async ({ id }, { services, caller }) => {
    await services.library.playlists.delete(caller, readIdOf('playlist', id));
    return {};
  }),
};

/** @throws SubsonicError for a name of nothing */
function cut(name: string): string {
  const trimmed = name.trim().slice(0, LONGEST_NAME).trim();
  if (trimmed === '') throw new SubsonicError('missingParameter', 'A playlist needs a name.');
  return trimmed;
}

type Change = Parameters<Context['services']['library']['playlists']['change']>[2];

async function change(id: string, changes: Change, { services, caller }: Context): Promise<void> {
  await services.library.playlists.change(caller, id, changes);
}

function itemsOf(playlistId: string, { services, caller }: Context) {
  return allPages((query) => services.library.playlists.listItems(caller, playlistId, query));
}

async function removeAt(playlistId: string, places: readonly number[], context: Context) {
  if (places.length === 0) return;
  const items = await itemsOf(playlistId, context);
  const ids = [...new Set(places)].flatMap((place) => items[place]?.id ?? []);
  await removeItems(playlistId, ids, context);
}

async function removeItems(
  playlistId: string,
  itemIds: readonly string[],
  { services, caller }: Context,
): Promise<void> {
  for (let start = 0; start < itemIds.length; start += BATCH) {
    const batch = itemIds.slice(start, start + BATCH);
    await services.library.playlists.removeItems(caller, { playlistId, itemIds: batch });
  }
}

/** The new songs come first, so that a crash in between loses none. */
async function replaceSongs(playlistId: string, songIds: readonly string[], context: Context) {
  const old = await itemsOf(playlistId, context);
  await addSongs(playlistId, songIds, context);
  await removeItems(
    playlistId,
    old.map(({ id }) => id),
    context,
  );
}

async function toPlaylist(playlist: Playlist, context: Context): Promise<Body> {
  const { id, name, description, itemCount, durationMs, cover, rules } = playlist;
  const hasPicture = cover !== null || rules !== null || itemCount > 0;
  return {
    id: toId('playlist', id),
    name,
    comment: description,
    owner: await ownerOf(playlist, context),
    public: playlist.visibility !== 'private',
    songCount: itemCount,
    duration: toSeconds(durationMs),
    created: playlist.createdAt,
    changed: playlist.updatedAt,
    coverArt: hasPicture ? toId('playlist', id) : undefined,
  };
}

/** One's own by the name one signs in with; others by the name they go by, never their address. */
async function ownerOf({ ownerId }: Playlist, { services, caller, username }: Context) {
  if (ownerId === caller.userId) return username;
  return (await services.accounts.directory.getAccount(ownerId)).name;
}

async function playlistWithSongs(playlistId: string, context: Context): Promise<Body> {
  const { services, caller } = context;
  const playlist = await services.library.playlists.get(caller, playlistId);
  const items = await itemsOf(playlistId, context);
  const songs = items.map(({ song }) => song);
  return {
    ...(await toPlaylist(playlist, context)),
    songCount: songs.length,
    entry: await toChildren(context, songs),
  };
}
