import { endpoints } from '@madrigal/contract';
import { presentSongDetails } from '../presenters/song.ts';
import { route } from '../route.ts';

export const getSong = route(
  endpoints.getSong,
  async ({ params }, { caller, deps: { services } }) =>
    presentSongDetails(await services.catalog.getSong(caller, params.songId), services.delivery),
);
