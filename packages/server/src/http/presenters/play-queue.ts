import type { PlayQueue } from '@madrigal/contract';
import type { ShownPlayQueue } from '@madrigal/core/library';
import { presentSong } from './song.ts';
import type { Urls } from './urls.ts';

export function presentPlayQueue(queue: ShownPlayQueue, urls: Urls): PlayQueue {
  return {
    songs: queue.songs.map((song) => presentSong(song, urls)),
    currentIndex: queue.currentIndex,
    positionMs: queue.positionMs,
    device: queue.device,
    changedAt: queue.changedAt.toISOString(),
  };
}
