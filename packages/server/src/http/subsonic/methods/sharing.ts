import type { Song } from '@madrigal/core/catalog';
import { hasCode, MadrigalError } from '@madrigal/core/shared';
import type { OwnShare, ShareTarget } from '@madrigal/core/sharing';
import { z } from 'zod';
import { SubsonicError } from '../errors.ts';
import { readId } from '../ids.ts';
import { type Context, type Method, reads, writes } from '../method.ts';
import { allPages } from '../pages.ts';
import { integer, text, texts } from '../params.ts';
import { addSongs } from '../playlist-songs.ts';
import type { Body } from '../reply.ts';
import { toChildren } from '../shapes.ts';
import { albumWithSongs } from './browsing.ts';

const LONGEST_DESCRIPTION = 2000;
const LONGEST_NAME = 200;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Kinds of things that apps know. Links to photos and videos are for the web app. */
const MUSIC: readonly string[] = ['song', 'album', 'playlist'];

const settings = { description: text.optional(), expires: integer.optional() };

/** Links that open music to people without an account: the same as in the web app. */
export const sharing: Record<string, Method> = {
  getShares: reads(z.object({}), async (_, context) => {
    const { services, caller } = context;
    const all = await allPages((query) => services.sharing.list(caller, null, query));
    const ours = all.filter(({ target }) => MUSIC.includes(target.kind));
    return { shares: { share: await Promise.all(ours.map((share) => toShare(share, context))) } };
  }),
  createShare: writes(z.object({ id: texts, ...settings }), async ({ id, ...given }, context) => {
    const { services, caller } = context;
    const target = await targetOf(id, given.description, context);
    const share = await services.sharing.create(caller, target, toSettings(given));
    return { shares: { share: [await toShare(share, context)] } };
  }),
  updateShare: writes(z.object({ id: text, ...settings }), async ({ id, ...given }, context) => {
    await context.services.sharing.change(context.caller, readShareId(id), toSettings(given));
    return {};
  }),
  deleteShare: writes(z.object({ id: text }), async ({ id }, { services, caller }) => {
    await services.sharing.revoke(caller, readShareId(id));
    return {};
  }),
};

/** An end of 0 is none, as the specification has it. */
function toSettings(given: { description?: string | undefined; expires?: number | undefined }) {
  const { description, expires } = given;
  return {
    ...(description !== undefined && {
      description: description.trim().slice(0, LONGEST_DESCRIPTION),
    }),
    ...(expires !== undefined && { expiresAt: expires === 0 ? null : new Date(expires) }),
  };
}

/** One thing is shared as it is; several become a playlist of the listener, which is shared. */
async function targetOf(
  ids: readonly string[],
  description: string | undefined,
  context: Context,
): Promise<ShareTarget> {
  const [first, ...more] = ids.map(readShareable);
  if (!first) throw new SubsonicError('missingParameter', 'The parameter "id" is missing.');
  if (more.length === 0) return first;
  const songs: Song[] = [];
  for (const target of [first, ...more]) songs.push(...(await songsOf(target, context)));
  const { services, caller } = context;
  const name = description?.trim().slice(0, LONGEST_NAME).trim() || 'Shared songs';
  const blank = { description: '', visibility: 'private', songIds: [] } as const;
  const { id } = await services.library.playlists.create(caller, { name, ...blank });
  await addSongs(
    id,
    songs.map((song) => song.id),
    context,
  );
  return { kind: 'playlist', id };
}

function readShareable(id: string): ShareTarget {
  const { kind, id: targetId } = readId(id);
  if (kind === 'artist') throw new MadrigalError('not_found', 'Artists cannot be shared.');
  return { kind, id: targetId };
}

/** @throws MadrigalError `not_found` for what is no id of a link */
function readShareId(id: string): string {
  if (UUID.test(id)) return id;
  throw new MadrigalError('not_found', 'There is no such link.');
}

/** What visitors get to hear. @throws MadrigalError `not_found` */
async function songsOf({ kind, id }: ShareTarget, context: Context): Promise<Song[]> {
  const { services, caller } = context;
  if (kind === 'song') return [await services.catalog.getSong(caller, id)];
  if (kind === 'album') {
    const { songs } = await albumWithSongs(id, context);
    return songs.filter(({ published }) => published);
  }
  const items = await allPages((query) => services.library.playlists.listItems(caller, id, query));
  return items.map(({ song }) => song);
}

async function toShare(share: OwnShare, context: Context): Promise<Body> {
  const { settings: http, request, username } = context;
  const base = http.publicUrl ?? `${request.protocol}://${request.host}`;
  const songs = await songsOf(share.target, context).catch((error: unknown) => {
    // What a link led to may be gone; the link is still there to be ended.
    if (hasCode(error, 'not_found')) return [];
    throw error;
  });
  return {
    id: share.id,
    url: new URL(`/s/${share.token}`, base).href,
    description: share.description || undefined,
    username,
    created: share.createdAt,
    expires: share.expiresAt,
    lastVisited: share.lastVisitedAt,
    visitCount: share.visits,
    entry: await toChildren(context, songs),
  };
}
