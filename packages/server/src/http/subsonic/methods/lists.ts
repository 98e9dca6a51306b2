import type { AlbumShelf } from '@madrigal/core/library';
import { foldName } from '@madrigal/core/shared';
import { z } from 'zod';
import { SubsonicError } from '../errors.ts';
import { readId, readIdOf } from '../ids.ts';
import { type Context, type Method, reads } from '../method.ts';
import { allPages } from '../pages.ts';
import { count, integer, text } from '../params.ts';
import type { Body } from '../reply.ts';
import { toAlbumFolders, toAlbums, toArtistFolders, toArtists, toChildren } from '../shapes.ts';

const MOST = 500;
const MOST_ARTISTS_TRIED = 10;

const albumList = z.object({
  type: text,
  size: count(10, MOST),
  offset: count(0),
  fromYear: integer.optional(),
  toYear: integer.optional(),
  genre: text.optional(),
});

const plainShelves: Readonly<Record<string, AlbumShelf['kind']>> = {
  random: 'random',
  newest: 'newest',
  highest: 'stars',
  frequent: 'mostPlayed',
  recent: 'lastPlayed',
  alphabeticalByName: 'title',
  alphabeticalByArtist: 'artist',
  starred: 'favourites',
};

const similar = z.object({ id: text, count: count(50, MOST) });

export const lists: Record<string, Method> = {
  getAlbumList: reads(albumList, async (params, context) => ({
    albumList: { album: await toAlbumFolders(context, await albumsOf(params, context)) },
  })),
  getAlbumList2: reads(albumList, async (params, context) => ({
    albumList2: { album: await toAlbums(context, await albumsOf(params, context)) },
  })),
  getRandomSongs: reads(
    z.object({
      size: count(10, MOST),
      genre: text.optional(),
      fromYear: integer.optional(),
      toYear: integer.optional(),
    }),
    async ({ size, genre, fromYear, toYear }, context) => {
      const shelf = { kind: 'random', genre, from: fromYear, to: toYear } as const;
      const songs = await context.services.shelves.listSongs(shelf, { limit: size, offset: 0 });
      return { randomSongs: { song: await toChildren(context, songs) } };
    },
  ),
  getSongsByGenre: reads(
    z.object({ genre: text, count: count(10, MOST), offset: count(0) }),
    async ({ genre, count: limit, offset }, context) => {
      const shelf = { kind: 'genre', genre } as const;
      const songs = await context.services.shelves.listSongs(shelf, { limit, offset });
      return { songsByGenre: { song: await toChildren(context, songs) } };
    },
  ),
  getTopSongs: reads(
    z.object({ artist: text, count: count(50, MOST) }),
    async ({ artist, count: limit }, context) => {
      const artistId = await artistNamed(artist, context);
      const shelf = { kind: 'mostPlayedOf', artistId: artistId ?? '' } as const;
      const songs = artistId
        ? await context.services.shelves.listSongs(shelf, { limit, offset: 0 })
        : [];
      return { topSongs: { song: await toChildren(context, songs) } };
    },
  ),
  getSimilarSongs: reads(similar, async (params, context) => ({
    similarSongs: { song: await songsLike(params, context) },
  })),
  getSimilarSongs2: reads(similar, async (params, context) => ({
    similarSongs2: { song: await songsLike(params, context) },
  })),
  getStarred: reads(z.object({}), async (_, context) => {
    const { artists, albums, songs } = await favouritesOf(context);
    return {
      starred: {
        artist: await toArtistFolders(context, artists),
        album: await toAlbumFolders(context, albums),
        song: await toChildren(context, songs),
      },
    };
  }),
  getStarred2: reads(z.object({}), async (_, context) => {
    const { artists, albums, songs } = await favouritesOf(context);
    return {
      starred2: {
        artist: await toArtists(context, artists),
        album: await toAlbums(context, albums),
        song: await toChildren(context, songs),
      },
    };
  }),
  getNowPlaying: reads(z.object({}), async (_, context) => ({
    nowPlaying: { entry: await nowPlaying(context) },
  })),
};

function albumsOf(params: z.output<typeof albumList>, { services, caller }: Context) {
  const { size: limit, offset } = params;
  return services.shelves.listAlbums(caller, shelfOf(params), { limit, offset });
}

/** @throws SubsonicError for a type that is none, or lacks what it needs */
function shelfOf({ type, fromYear, toYear, genre }: z.output<typeof albumList>): AlbumShelf {
  const missing = (name: string) =>
    new SubsonicError('missingParameter', `The parameter "${name}" is missing.`);
  if (type === 'byYear') {
    if (fromYear === undefined) throw missing('fromYear');
    if (toYear === undefined) throw missing('toYear');
    return { kind: 'years', from: fromYear, to: toYear };
  }
  if (type === 'byGenre') {
    if (genre === undefined) throw missing('genre');
    return { kind: 'genre', genre };
  }
  const kind = Object.hasOwn(plainShelves, type) ? plainShelves[type] : undefined;
  if (!kind) throw new SubsonicError('generic', `There is no list of the type "${type}".`);
  return { kind } as AlbumShelf;
}

/** Apps ask by name here; of several with this name, the one that a search puts first. */
async function artistNamed(name: string, { services, caller }: Context): Promise<string | null> {
  const { artists } = await services.library.search(caller, name, MOST_ARTISTS_TRIED);
  return artists.find((artist) => foldName(artist.name) === foldName(name))?.id ?? null;
}

async function songsLike(
  { id: text, count: limit }: z.output<typeof similar>,
  context: Context,
): Promise<Body[]> {
  const { services, caller } = context;
  const { kind, id } = readId(text);
  const artistId =
    kind === 'album' ? (await services.catalog.getAlbum(caller, id)).album.artistId : id;
  const shelf =
    kind === 'song'
      ? ({ kind: 'like', songId: readIdOf('song', text) } as const)
      : ({ kind: 'likeArtist', artistId } as const);
  return toChildren(context, await services.shelves.listSongs(shelf, { limit, offset: 0 }));
}

async function favouritesOf({ services, caller }: Context) {
  const all = <Kind extends 'song' | 'album' | 'artist'>(kind: Kind) =>
    allPages((query) => services.library.favourites.list(caller, { kind, ...query }));
  const [songs, albums, artists] = await Promise.all([all('song'), all('album'), all('artist')]);
  return {
    songs: songs.flatMap((one) => (one.kind === 'song' ? one.song : [])),
    albums: albums.flatMap((one) => (one.kind === 'album' ? one.album : [])),
    artists: artists.flatMap((one) => (one.kind === 'artist' ? one.artist : [])),
  };
}

async function nowPlaying(context: Context): Promise<Body[]> {
  const { services, caller, username } = context;
  const playing = await services.marks.listPlaying(caller);
  const songs = await toChildren(
    context,
    playing.map(({ song }) => song),
  );
  const nameOf = async (userId: string) =>
    userId === caller.userId
      ? username
      : (await services.accounts.directory.getAccount(userId)).email;
  return Promise.all(
    playing.map(async ({ userId, player, since }, place) => ({
      ...songs[place],
      username: await nameOf(userId),
      minutesAgo: Math.max(0, Math.floor((Date.now() - since.getTime()) / 60_000)),
      playerId: place + 1,
      playerName: player,
    })),
  );
}
