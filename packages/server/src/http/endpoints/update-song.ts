import { endpoints } from '@madrigal/contract';
import { presentSongDetails } from '../presenters/song.ts';
import { route } from '../route.ts';

export const updateSong = route(
  endpoints.updateSong,
  async ({ params, body }, { deps: { services } }) =>
    presentSongDetails(await services.editing.changeSong(params.songId, body), services.delivery),
);
