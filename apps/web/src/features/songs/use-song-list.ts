import type { Song, SongOrder } from '@madrigal/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { player } from '../player/player.ts';
import { usePlayer } from '../player/store.ts';
import { songsAfter, songsQuery } from './queries.ts';

/** The library in one order, page by page, and the means to play it. */
export function useSongList(order: SongOrder) {
  const query = useInfiniteQuery(songsQuery(order));
  const songs = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  const playFrom = (index: number) => {
    const cursor = query.data?.pages.at(-1)?.nextCursor ?? null;
    player.playFrom(songs, index, songsAfter(order, cursor));
  };
  return { query, songs, playFrom };
}

/** Whether a song is the one in the player, and whether it sounds. */
export function usePlayingState(songId: string): 'none' | 'paused' | 'playing' {
  return usePlayer(({ queue, status }) => {
    if (queue.entries[queue.index]?.song.id !== songId) return 'none';
    return status === 'paused' ? 'paused' : 'playing';
  });
}

/** The newest song of each album, in the order they came in, with a cover of any of its songs. */
export function newestAlbums(songs: readonly Song[], count: number) {
  const byAlbum = Map.groupBy(songs, (song) => song.album.id);
  return [...byAlbum.values()].slice(0, count).flatMap((ofAlbum) => {
    const coverUrl = ofAlbum.find((song) => song.coverUrl)?.coverUrl ?? null;
    return ofAlbum.slice(0, 1).map((song) => ({ song, coverUrl }));
  });
}
