import { endpoints } from '@madrigal/contract';
import { presentArtist } from '../presenters/artist.ts';
import { presentPage } from '../presenters/page.ts';
import { route } from '../route.ts';

export const listArtists = route(
  endpoints.listArtists,
  async ({ query }, { deps: { services } }) => {
    const page = await services.catalog.listArtists(query);
    return presentPage(page, (artist) => presentArtist(artist, services.delivery));
  },
);
