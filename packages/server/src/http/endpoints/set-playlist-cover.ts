import { endpoints } from '@madrigal/contract';
import { presentPlaylist } from '../presenters/playlist.ts';
import { route } from '../route.ts';

/** Pictures that one address may have decoded in a minute. */
const PER_MINUTE = 120;

export const setPlaylistCover = route(
  endpoints.setPlaylistCover,
  async ({ params, body }, { caller, deps: { services } }) => {
    const picture = Buffer.from(body.picture, 'base64');
    const playlist = await services.library.playlists.setCover(caller, params.playlistId, picture);
    return presentPlaylist(playlist, caller, services.delivery);
  },
  { perMinute: PER_MINUTE },
);
