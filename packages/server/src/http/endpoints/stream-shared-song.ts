import { endpoints } from '@madrigal/contract';
import { presentStream } from '../presenters/song.ts';
import { route } from '../route.ts';

export const streamSharedSong = route(
  endpoints.streamSharedSong,
  async ({ params: { token, songId } }, { deps: { services } }) => {
    const { ownerId: userId } = await services.sharing.admitToSong(token, songId);
    const listener = { userId, role: 'listener' } as const;
    return presentStream(await services.delivery.streamSong(listener, songId));
  },
);
