import { z } from 'zod';
import { type Context, type Method, reads } from '../method.ts';
import { count, text } from '../params.ts';
import { toAlbumFolders, toAlbums, toArtistFolders, toArtists, toChildren } from '../shapes.ts';

const MOST = 500;
/** As far as one can page through what a search found. */
const DEEPEST = 1000;

const query = z.object({
  query: text,
  artistCount: count(20, MOST),
  artistOffset: count(0),
  albumCount: count(20, MOST),
  albumOffset: count(0),
  songCount: count(20, MOST),
  songOffset: count(0),
});

export const searching: Record<string, Method> = {
  search: reads(
    z.object({
      any: text.optional(),
      artist: text.optional(),
      album: text.optional(),
      title: text.optional(),
      count: count(20, MOST),
      offset: count(0),
    }),
    async ({ any, artist, album, title, count: limit, offset }, context) => {
      const words = [any, artist, album, title].filter((word) => word !== undefined).join(' ');
      const { songs, totalHits } = await findSongs(words, { limit, offset }, context);
      const match = await toChildren(context, songs);
      return { searchResult: { offset, totalHits, match } };
    },
  ),
  search2: reads(query, async (params, context) => {
    const { artists, albums, songs } = await find(params, context);
    return {
      searchResult2: {
        artist: await toArtistFolders(context, artists),
        album: await toAlbumFolders(context, albums),
        song: await toChildren(context, songs),
      },
    };
  }),
  search3: reads(query, async (params, context) => {
    const { artists, albums, songs } = await find(params, context);
    return {
      searchResult3: {
        artist: await toArtists(context, artists),
        album: await toAlbums(context, albums),
        song: await toChildren(context, songs),
      },
    };
  }),
};

interface Window {
  limit: number;
  offset: number;
}

/** Apps put words into quotes and stars behind them, and ask with nothing in between for everything. */
function readWords(query: string): string {
  return query.replace(/["*]/g, ' ').trim();
}

const part = <Item>(items: Item[], { limit, offset }: Window) =>
  items.slice(offset, offset + limit);

/** A part of the songs that were found, and how many there are: where all were asked for, at least. */
async function findSongs(query: string, window: Window, { services, caller }: Context) {
  const { limit, offset } = window;
  const words = readWords(query);
  if (words === '') {
    // One beyond those asked for shows that there are more, without counting the whole library.
    const more = { limit: limit + 1, offset };
    const songs = await services.shelves.listSongs({ kind: 'all' }, more);
    return { songs: songs.slice(0, limit), totalHits: offset + songs.length };
  }
  const { songs } = await services.library.search(caller, words, DEEPEST);
  return { songs: part(songs, window), totalHits: songs.length };
}

async function find(params: z.output<typeof query>, { services, caller }: Context) {
  const artists = { limit: params.artistCount, offset: params.artistOffset };
  const albums = { limit: params.albumCount, offset: params.albumOffset };
  const songs = { limit: params.songCount, offset: params.songOffset };
  const words = readWords(params.query);
  if (words === '') {
    const { shelves } = services;
    return {
      artists: await shelves.listArtists(artists),
      albums: await shelves.listAlbums(caller, { kind: 'title' }, albums),
      songs: await shelves.listSongs({ kind: 'all' }, songs),
    };
  }
  const furthest = Math.max(...[artists, albums, songs].map((one) => one.limit + one.offset));
  const found = await services.library.search(caller, words, Math.min(furthest, DEEPEST));
  return {
    artists: part(found.artists, artists),
    albums: part(found.albums, albums),
    songs: part(found.songs, songs),
  };
}
