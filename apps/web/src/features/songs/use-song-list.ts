import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { itemsOf } from '../../api/pages.ts';
import { player } from '../player/player.ts';
import { usePlayer } from '../player/store.ts';
import { type SongFilter, songsAfter, songsQuery } from './queries.ts';

/** Songs of the library, page by page, and the means to play them. */
export function useSongList(filter: SongFilter) {
  const query = useInfiniteQuery(songsQuery(filter));
  const songs = useMemo(() => itemsOf(query.data), [query.data]);
  const rest = () => songsAfter(filter, query.data?.pages.at(-1)?.nextCursor ?? null);
  return {
    query,
    songs,
    playFrom: (index: number) => player.playFrom(songs, index, rest()),
    playShuffled: () => player.playShuffled(songs, rest()),
  };
}

/** Whether a song is the one in the player, and whether it sounds. */
export function usePlayingState(songId: string): 'none' | 'paused' | 'playing' {
  return usePlayer(({ queue, status }) => {
    if (queue.entries[queue.index]?.song.id !== songId) return 'none';
    return status === 'paused' ? 'paused' : 'playing';
  });
}
