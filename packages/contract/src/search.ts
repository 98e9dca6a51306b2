import { z } from 'zod';
import { Album, Artist, Song } from './catalog.ts';
import { defineEndpoint } from './endpoint.ts';
import { Playlist } from './library.ts';

export const SearchResults = z
  .object({
    songs: z.array(Song),
    albums: z.array(Album),
    artists: z.array(Artist),
    /** The caller's own. */
    playlists: z.array(Playlist),
  })
  .meta({ id: 'SearchResults' });
export type SearchResults = z.infer<typeof SearchResults>;

export const search = defineEndpoint({
  operationId: 'search',
  method: 'GET',
  path: '/api/v1/search',
  tag: 'Catalogue',
  summary: 'Find songs, albums, artists and playlists while typing',
  description:
    'Every word must begin a word of the title, the artists or the album. Accents, case and signs do not matter; where little is found, typos are forgiven. The best come first.',
  access: 'listener',
  params: z.object({}),
  query: z.object({
    q: z.string().max(200),
    /** Of each kind. */
    limit: z.coerce.number().int().min(1).max(50).default(10),
  }),
  body: z.undefined(),
  status: 200,
  response: SearchResults,
  errors: [],
});
