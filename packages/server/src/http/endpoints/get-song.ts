import { endpoints } from '@madrigal/contract';
import { presentSongDetails } from '../presenters/song.ts';
import { route } from '../route.ts';

export const getSong = route(endpoints.getSong, async ({ params }, { deps: { services } }) =>
  presentSongDetails(await services.catalog.getSong(params.songId), services.delivery),
);
