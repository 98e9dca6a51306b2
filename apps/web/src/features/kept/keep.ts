import { endpoints, type Song } from '@madrigal/contract';
import { describeError } from '../../api/problem.ts';
import { request } from '../../api/request.ts';
import { t } from '../../messages/index.ts';
import { toast } from '../../ui/toast.tsx';
import { canKeep, changeIndex, deleteFiles, fetchFiles, readIndex } from './files.ts';
import {
  type KeptIndex,
  type KeptList,
  missing,
  nothingKept,
  unwanted,
  useKept,
} from './kept-store.ts';

/** Songs that are fetched at the same time. */
const atOnce = 2;

/** Shows what this person keeps, and fetches on what was interrupted. */
export async function openKept(userId: string): Promise<void> {
  useKept.setState({ userId, coming: {}, ...nothingKept });
  if (!canKeep()) return;
  const index = await readIndex(userId);
  if (useKept.getState().userId !== userId) return;
  useKept.setState(index);
  await fetchAll(userId, missing(index), false);
}

export function closeKept(): void {
  useKept.setState({ userId: null, coming: {}, ...nothingKept });
}

async function change(userId: string, by: (index: KeptIndex) => KeptIndex): Promise<void> {
  const index = await changeIndex(userId, by);
  if (useKept.getState().userId === userId) useKept.setState(index);
}

/** Keeps songs in this browser, each for itself. */
export async function keepSongs(songs: readonly Song[]): Promise<void> {
  const userId = await begin();
  if (userId === null) return;
  const there = new Set(Object.keys(useKept.getState().songs));
  const known = songs.filter(({ id }) => there.has(id)).map(({ id }) => id);
  if (known.length > 0) await change(userId, (index) => withAlone(index, known));
  const wanted = songs.filter(({ id }) => !there.has(id)).map(({ id }) => id);
  await fetchAll(userId, wanted, true);
}

function withAlone(index: KeptIndex, songIds: readonly string[]): KeptIndex {
  const songs = { ...index.songs };
  for (const id of songIds) {
    const kept = songs[id];
    if (kept) songs[id] = { ...kept, alone: true };
  }
  return { ...index, songs };
}

/** Keeps an album or a playlist with the songs it has now. */
export async function keepList(list: KeptList): Promise<void> {
  const userId = await begin();
  if (userId === null) return;
  await change(userId, (index) => ({
    ...index,
    lists: [...index.lists.filter(({ id }) => id !== list.id), list],
  }));
  await letGoOfUnwanted(userId);
  await fetchAll(userId, missing(useKept.getState()), false);
}

export async function removeSong(songId: string): Promise<void> {
  const { userId } = useKept.getState();
  if (userId === null) return;
  await change(userId, (index) => ({
    songs: omit(index.songs, [songId]),
    lists: index.lists
      .map((list) => ({ ...list, songIds: list.songIds.filter((id) => id !== songId) }))
      .filter((list) => list.songIds.length > 0),
  }));
  await deleteFiles(userId, [songId]);
}

export async function removeList(listId: string): Promise<void> {
  const { userId } = useKept.getState();
  if (userId === null) return;
  await change(userId, (index) => ({
    ...index,
    lists: index.lists.filter(({ id }) => id !== listId),
  }));
  await letGoOfUnwanted(userId);
}

export async function removeAll(): Promise<void> {
  const { userId, songs } = useKept.getState();
  if (userId === null) return;
  const songIds = Object.keys(songs);
  await change(userId, () => nothingKept);
  await deleteFiles(userId, songIds);
}

async function letGoOfUnwanted(userId: string): Promise<void> {
  const songIds = unwanted(useKept.getState());
  if (songIds.length === 0) return;
  await change(userId, (index) => ({ ...index, songs: omit(index.songs, songIds) }));
  await deleteFiles(userId, songIds);
}

/** Asks the browser not to drop what is kept; it may ask the person, or decide by itself. */
async function begin(): Promise<string | null> {
  const { userId } = useKept.getState();
  if (userId === null || !canKeep()) {
    toast.error(t('kept.unsupported'));
    return null;
  }
  await navigator.storage?.persist?.().catch(() => false);
  return userId;
}

async function fetchAll(userId: string, songIds: readonly string[], alone: boolean): Promise<void> {
  const { coming } = useKept.getState();
  const waiting = songIds.filter((id) => coming[id] === undefined);
  if (waiting.length === 0) return;
  useKept.setState({ coming: { ...coming, ...Object.fromEntries(waiting.map((id) => [id, 0])) } });
  const next = async (): Promise<void> => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      try {
        await fetchOne(userId, id, alone);
      } catch (error) {
        toast.error(t('kept.failed'), { id: 'kept-failed', description: describeKept(error) });
      }
      useKept.setState((state) => ({ coming: omit(state.coming, [id]) }));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, next));
}

async function fetchOne(userId: string, songId: string, alone: boolean): Promise<void> {
  const song = await request(endpoints.getSong, { params: { songId } });
  const files = await fetchFiles(userId, song, (share) =>
    useKept.setState((state) =>
      state.coming[songId] === undefined || share - state.coming[songId] < 0.05
        ? {}
        : { coming: { ...state.coming, [songId]: share } },
    ),
  );
  await change(userId, (index) => ({
    ...index,
    songs: {
      ...index.songs,
      [songId]: { song, ...files, alone: alone || (index.songs[songId]?.alone ?? false) },
    },
  }));
}

function describeKept(error: unknown): string {
  const full = error instanceof DOMException && error.name === 'QuotaExceededError';
  return full ? t('kept.full') : describeError(error);
}

function omit<T>(record: Readonly<Record<string, T>>, keys: readonly string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)));
}
