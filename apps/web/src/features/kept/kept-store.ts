import type { Loudness, Song } from '@madrigal/contract';
import { create } from 'zustand';

/** A song whose audio lies in this browser. */
interface KeptSong {
  song: Song;
  sizeBytes: number;
  /** Of all of its album when it was kept; not there for what was kept before players asked for it. */
  albumLoudness?: Loudness;
  /** Kept for itself, and not only because of a list. */
  alone: boolean;
}

/** An album or a playlist whose songs are kept. */
export interface KeptList {
  kind: 'album' | 'playlist';
  id: string;
  title: string;
  songIds: readonly string[];
}

export interface KeptIndex {
  songs: Record<string, KeptSong>;
  lists: readonly KeptList[];
}

interface KeptState extends KeptIndex {
  userId: string | null;
  /** Songs on their way, and how much of each is there, 0 to 1. */
  coming: Readonly<Record<string, number>>;
}

export const nothingKept: KeptIndex = { songs: {}, lists: [] };

export const useKept = create<KeptState>(() => ({ userId: null, coming: {}, ...nothingKept }));

/** Songs that nothing asks to be kept any more. */
export function unwanted({ songs, lists }: KeptIndex): string[] {
  const listed = new Set(lists.flatMap((list) => list.songIds));
  return Object.values(songs)
    .filter(({ song, alone }) => !alone && !listed.has(song.id))
    .map(({ song }) => song.id);
}

/** Everything that is to be here: songs of lists that are not are still to be fetched. */
export function missing({ songs, lists }: KeptIndex): string[] {
  return [...new Set(lists.flatMap((list) => list.songIds))].filter((id) => !songs[id]);
}

/** How far a list is that is kept, and the space its songs take here. */
export function stateOfList(kept: Pick<KeptState, 'songs' | 'lists' | 'coming'>, listId: string) {
  const list = kept.lists.find(({ id }) => id === listId);
  const songIds = [...new Set(list?.songIds)];
  const here = songIds.filter((id) => kept.songs[id]);
  const onTheWay = songIds.reduce((sum, id) => sum + (kept.coming[id] ?? 0), 0);
  return {
    kept: list !== undefined,
    here: here.length,
    of: songIds.length,
    share: songIds.length === 0 ? 1 : (here.length + onTheWay) / songIds.length,
    sizeBytes: here.reduce((sum, id) => sum + (kept.songs[id]?.sizeBytes ?? 0), 0),
  };
}

export function bytesOf({ songs }: KeptIndex): number {
  return Object.values(songs).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}
