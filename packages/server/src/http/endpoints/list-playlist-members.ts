import { endpoints } from '@madrigal/contract';
import { route } from '../route.ts';

export const listPlaylistMembers = route(
  endpoints.listPlaylistMembers,
  async ({ params }, { caller, deps: { services } }) => {
    const list = await services.library.playlists.members(caller, params.playlistId);
    const { members, invitationOpen } = list;
    const items = members.map((one) => ({ ...one, isSelf: one.userId === caller.userId }));
    return { items, invitationOpen };
  },
);
