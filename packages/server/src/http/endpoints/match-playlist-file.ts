import { endpoints } from '@madrigal/contract';
import { presentSong } from '../presenters/song.ts';
import { route } from '../route.ts';

export const matchPlaylistFile = route(
  endpoints.matchPlaylistFile,
  async ({ body }, { deps: { services } }) => {
    const matches = await services.library.matchEntries(body.entries);
    return {
      matches: matches.map(({ song, reason, candidates }) => ({
        song: song && presentSong(song, services.delivery),
        reason,
        candidates: candidates.map((candidate) => presentSong(candidate, services.delivery)),
      })),
    };
  },
);
