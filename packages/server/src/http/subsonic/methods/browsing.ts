import type { AlbumSummary, ArtistSummary, Song } from '@madrigal/core/catalog';
import { foldName, MadrigalError } from '@madrigal/core/shared';
import { z } from 'zod';
import { readId, readIdOf, toId } from '../ids.ts';
import { type Context, type Method, reads } from '../method.ts';
import { allPages } from '../pages.ts';
import { count, integer, text } from '../params.ts';
import type { Body } from '../reply.ts';
import { toAlbumFolders, toAlbums, toArtistFolders, toArtists, toChildren } from '../shapes.ts';

/** Id of the only music folder, which holds everything. */
const MUSIC_FOLDER = '1';
const EVERYTHING = { limit: 1_000_000, offset: 0 };

const byId = z.object({ id: text });
const anyFolder = z.object({ musicFolderId: text.optional() });

export const browsing: Record<string, Method> = {
  getIndexes: reads(
    anyFolder.extend({ ifModifiedSince: integer.optional() }),
    async (_, context) => {
      const artists = await context.services.shelves.listArtists(EVERYTHING);
      const index = await byLetter(context, artists, toArtistFolders);
      return { indexes: { ignoredArticles: '', lastModified: Date.now(), index } };
    },
  ),
  getArtists: reads(anyFolder, async (_, context) => {
    const artists = await context.services.shelves.listArtists(EVERYTHING);
    const index = await byLetter(context, artists, toArtists);
    return { artists: { ignoredArticles: '', index } };
  }),
  getMusicDirectory: reads(byId, async ({ id }, context) => ({
    directory: await readDirectory(id, context),
  })),
  getArtist: reads(byId, async ({ id }, context) => {
    const { artist, albums } = await artistWithAlbums(readIdOf('artist', id), context);
    const [shown] = await toArtists(context, [artist]);
    return {
      artist: { ...shown, albumCount: albums.length, album: await toAlbums(context, albums) },
    };
  }),
  getAlbum: reads(byId, async ({ id }, context) => {
    const { album, songs } = await albumWithSongs(readIdOf('album', id), context);
    const [shown] = await toAlbums(context, [album]);
    const genres = [...new Set(songs.flatMap((song) => song.genres))];
    return {
      album: {
        ...shown,
        genre: genres[0],
        genres: genres.map((name) => ({ name })),
        song: await toChildren(context, songs),
      },
    };
  }),
  getSong: reads(byId, async ({ id }, context) => {
    const song = await context.services.catalog.getSong(context.caller, readIdOf('song', id));
    return { song: (await toChildren(context, [song]))[0] };
  }),
  getGenres: reads(z.object({}), async (_, { services }) => ({
    genres: {
      genre: (await services.shelves.listGenres()).map(({ name, songCount, albumCount }) => ({
        value: name,
        songCount,
        albumCount,
      })),
    },
  })),
  getArtistInfo: reads(byId.extend({ count: count(20) }), async ({ id }, context) => ({
    artistInfo: await artistInfo(id, context),
  })),
  getArtistInfo2: reads(byId.extend({ count: count(20) }), async ({ id }, context) => ({
    artistInfo2: await artistInfo(id, context),
  })),
  getAlbumInfo: reads(byId, async ({ id }, context) => ({
    albumInfo: await albumInfo(id, context),
  })),
  getAlbumInfo2: reads(byId, async ({ id }, context) => ({
    albumInfo: await albumInfo(id, context),
  })),
};

/** Artists in their order, by the first letter of their name. */
async function byLetter(
  context: Context,
  artists: ArtistSummary[],
  show: (context: Context, artists: ArtistSummary[]) => Promise<Body[]>,
): Promise<Body[]> {
  const shown = await show(context, artists);
  const letters = new Map<string, Body[]>();
  artists.forEach(({ name }, place) => {
    const letter = letterOf(name);
    const group = letters.get(letter) ?? [];
    group.push(shown[place] ?? {});
    letters.set(letter, group);
  });
  return [...letters].map(([name, artist]) => ({ name, artist }));
}

function letterOf(name: string): string {
  const [first = ''] = foldName(name);
  return /\p{L}/u.test(first) ? first.toUpperCase() : '#';
}

async function readDirectory(text: string, context: Context): Promise<Body> {
  if (text === MUSIC_FOLDER) {
    const artists = await context.services.shelves.listArtists(EVERYTHING);
    const child = artists.map(({ id, name, cover }) => ({
      id: toId('artist', id),
      parent: MUSIC_FOLDER,
      isDir: true,
      title: name,
      artist: name,
      coverArt: cover && toId('artist', id),
    }));
    return { id: MUSIC_FOLDER, name: 'Music', child };
  }
  const { kind, id } = readId(text);
  if (kind === 'artist') {
    const { artist, albums } = await artistWithAlbums(id, context);
    const [shown] = await toArtistFolders(context, [artist]);
    return { ...shown, parent: MUSIC_FOLDER, child: await toAlbumFolders(context, albums) };
  }
  if (kind !== 'album') throw new MadrigalError('not_found', 'There is no such directory.');
  const { album, songs } = await albumWithSongs(id, context);
  const [shown] = await toAlbumFolders(context, [album]);
  return {
    id: text,
    parent: toId('artist', album.artistId),
    name: album.title,
    starred: shown?.starred,
    userRating: shown?.userRating,
    averageRating: shown?.averageRating,
    playCount: shown?.playCount,
    child: await toChildren(context, songs),
  };
}

/** An artist with their own albums, then those of others that they appear on. */
async function artistWithAlbums(
  artistId: string,
  { services, caller }: Context,
): Promise<{ artist: ArtistSummary; albums: AlbumSummary[] }> {
  const { artist } = await services.catalog.getArtist(caller, artistId);
  const order = 'year';
  const own = await allPages((query) => services.catalog.listAlbums({ order, artistId, ...query }));
  const others = await allPages((query) =>
    services.catalog.listAlbums({ order, featuring: artistId, ...query }),
  );
  return { artist, albums: [...own, ...others] };
}

/** An album and all its songs that the listener may see. @throws MadrigalError `not_found` */
export async function albumWithSongs(
  albumId: string,
  { services, caller }: Context,
): Promise<{ album: AlbumSummary; songs: Song[] }> {
  const { album } = await services.catalog.getAlbum(caller, albumId);
  const songs = await allPages((query) =>
    services.catalog.listSongs(caller, { order: 'album', albumId, ...query }),
  );
  return { album, songs };
}

async function artistInfo(text: string, context: Context): Promise<Body> {
  const artistId = await artistOf(text, context);
  const { artist } = await context.services.catalog.getArtist(context.caller, artistId);
  return imageUrls(artist.cover, context);
}

/** The artist of whatever an app has at hand. */
async function artistOf(text: string, { services, caller }: Context): Promise<string> {
  const { kind, id } = readId(text);
  if (kind === 'artist') return id;
  if (kind === 'album') return (await services.catalog.getAlbum(caller, id)).album.artistId;
  if (kind !== 'song') throw new MadrigalError('not_found', 'There is no such artist.');
  const song = await services.catalog.getSong(caller, id);
  return song.artists[0]?.id ?? song.album.artistId;
}

async function albumInfo(text: string, context: Context): Promise<Body> {
  const { services, caller } = context;
  const { kind, id } = readId(text);
  const albumId = kind === 'song' ? (await services.catalog.getSong(caller, id)).album.id : id;
  if (kind !== 'song' && kind !== 'album')
    throw new MadrigalError('not_found', 'There is no such album.');
  const { album } = await services.catalog.getAlbum(caller, albumId);
  return imageUrls(album.cover, context);
}

/** Signed addresses of a cover, absolute as apps want them; nothing where there is none. */
function imageUrls(cover: ArtistSummary['cover'], { services, settings, request }: Context): Body {
  if (!cover) return {};
  const base = settings.publicUrl ?? `${request.protocol}://${request.host}`;
  const url = URL.parse(services.delivery.urlFor(cover), base)?.href;
  return { smallImageUrl: url, mediumImageUrl: url, largeImageUrl: url };
}
