import { endpoints } from '@madrigal/contract';
import { presentPage } from '../presenters/page.ts';
import { presentSong } from '../presenters/song.ts';
import { route } from '../route.ts';

export const listPlaylistItems = route(
  endpoints.listPlaylistItems,
  async ({ params, query }, { caller, deps: { services } }) => {
    const { playlists } = services.library;
    const page = await playlists.listItems(caller, params.playlistId, query);
    return presentPage(page, (item) => ({
      id: item.id,
      song: presentSong(item.song, services.delivery),
      addedAt: item.addedAt.toISOString(),
    }));
  },
);
