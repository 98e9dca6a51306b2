import { endpoints } from '@madrigal/contract';
import { presentStream } from '../presenters/song.ts';
import { route } from '../route.ts';

export const streamSong = route(
  endpoints.streamSong,
  async ({ params, query }, { caller, deps: { services } }) =>
    presentStream(await services.delivery.streamSong(caller, params.songId, query.format)),
);
