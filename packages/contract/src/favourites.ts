import { z } from 'zod';
import { Album, Artist, Song } from './catalog.ts';
import { Id, PageQuery, pageOf, Timestamp } from './common.ts';
import { defineEndpoint } from './endpoint.ts';

export const FavouriteKind = z.enum(['song', 'album', 'artist']).meta({ id: 'FavouriteKind' });
export type FavouriteKind = z.infer<typeof FavouriteKind>;

export const Favourite = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('song'), addedAt: Timestamp, song: Song }),
    z.object({ kind: z.literal('album'), addedAt: Timestamp, album: Album }),
    z.object({ kind: z.literal('artist'), addedAt: Timestamp, artist: Artist }),
  ])
  .meta({ id: 'Favourite' });
export type Favourite = z.infer<typeof Favourite>;

const favouriteParams = z.object({ kind: FavouriteKind, id: Id });

export const addFavourite = defineEndpoint({
  operationId: 'addFavourite',
  method: 'PUT',
  path: '/api/v1/favourites/{kind}/{id}',
  tag: 'Favourites',
  summary: 'Like a song, album or artist',
  description: 'Repeating it changes nothing.',
  access: 'listener',
  params: favouriteParams,
  query: z.object({}),
  body: z.undefined(),
  status: 204,
  response: z.null(),
  errors: ['not_found'],
});

export const removeFavourite = defineEndpoint({
  operationId: 'removeFavourite',
  method: 'DELETE',
  path: '/api/v1/favourites/{kind}/{id}',
  tag: 'Favourites',
  summary: 'Like it no more',
  description: 'Repeating it changes nothing.',
  access: 'listener',
  params: favouriteParams,
  query: z.object({}),
  body: z.undefined(),
  status: 204,
  response: z.null(),
  errors: [],
});

export const listFavourites = defineEndpoint({
  operationId: 'listFavourites',
  method: 'GET',
  path: '/api/v1/favourites',
  tag: 'Favourites',
  summary: "The caller's favourites of one kind, newest first",
  access: 'listener',
  params: z.object({}),
  query: PageQuery.extend({ kind: FavouriteKind.default('song') }),
  body: z.undefined(),
  status: 200,
  response: pageOf(Favourite).meta({ id: 'FavouritePage' }),
  errors: ['invalid_cursor'],
});

/** Up to 10,000 of a kind, the newest. */
export const FavouriteIds = z
  .object({ songs: z.array(Id), albums: z.array(Id), artists: z.array(Id) })
  .meta({ id: 'FavouriteIds' });
export type FavouriteIds = z.infer<typeof FavouriteIds>;

export const listFavouriteIds = defineEndpoint({
  operationId: 'listFavouriteIds',
  method: 'GET',
  path: '/api/v1/favourites/ids',
  tag: 'Favourites',
  summary: 'Ids of everything the caller likes, for drawing hearts',
  access: 'listener',
  params: z.object({}),
  query: z.object({}),
  body: z.undefined(),
  status: 200,
  response: FavouriteIds,
  errors: [],
});
