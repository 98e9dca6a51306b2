import {
  type Album,
  type AlbumDetails,
  type Artist,
  endpoints,
  type OperationId,
  type Song,
  type SongEdit,
} from '@madrigal/contract';
import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { describeError } from '../../api/problem.ts';
import { request } from '../../api/request.ts';
import { t } from '../../messages/index.ts';
import { toast } from '../../ui/toast.tsx';

/** Songs that one request may change. */
const batch = 500;
/** First parts of the keys of all queries that show the catalogue. */
const catalogueKeys = ['songs', 'albums', 'artists', 'genres', 'search', 'favourites', 'playlists'];
/** How long a deletion can be taken back from its toast. */
const undoMs = 10_000;

function refreshCatalogue(client: QueryClient): Promise<void> {
  return client.invalidateQueries({
    predicate: ({ queryKey }) => catalogueKeys.includes(String(queryKey[0])),
  });
}

/** Makes one change after the other, for as many songs as there are. */
async function inBatches(
  songs: readonly Pick<Song, 'id'>[],
  change: (songIds: string[]) => Promise<unknown>,
): Promise<void> {
  const ids = songs.map(({ id }) => id);
  for (let at = 0; at < ids.length; at += batch) await change(ids.slice(at, at + batch));
}

/** A change of the catalogue: the pages follow, and faults are told. */
export function useCatalogueChange<T, Answer>(
  mutationFn: (value: T) => Promise<Answer>,
  onSuccess?: (value: T, answer: Answer) => void,
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn,
    onSuccess: (answer, value) => onSuccess?.(value, answer),
    onError: (error) => toast.error(describeError(error)),
    onSettled: () => refreshCatalogue(client),
  });
}

export interface SongsEdit {
  songs: readonly Song[];
  edit: SongEdit;
}

export const editSongs = ({ songs, edit }: SongsEdit) =>
  inBatches(songs, (songIds) => request(endpoints.updateSongs, { body: { songIds, edit } }));

/** Whether one of the songs on a page of them, or of those after it, may be a draft. */
export function mayHaveDrafts({ items, nextCursor }: AlbumDetails['songs']): boolean {
  return nextCursor !== null || items.some(({ state }) => state === 'draft');
}

/** Publishes songs, or makes them drafts that listeners do not see. */
export function usePublish() {
  return useCatalogueChange(editSongs, ({ songs, edit }) =>
    toast.success(t(edit.published ? 'editing.published' : 'editing.hidden', count(songs))),
  );
}

export function useRestoreSongs() {
  return useCatalogueChange(
    (songs: readonly Song[]) =>
      inBatches(songs, (songIds) => request(endpoints.restoreSongs, { body: { songIds } })),
    (songs) => toast.success(t('editing.restored', count(songs))),
  );
}

/** Puts songs into the trash; the toast takes them out again. */
export function useDeleteSongs() {
  const restore = useRestoreSongs();
  return useCatalogueChange(
    (songs: readonly Song[]) =>
      inBatches(songs, (songIds) => request(endpoints.deleteSongs, { body: { songIds } })),
    (songs) =>
      toast(t('editing.deleted', count(songs)), {
        duration: undoMs,
        action: { label: t('editing.undo'), onClick: () => restore.mutate(songs) },
      }),
  );
}

/** Puts the songs of an album into the trash; the toast takes them out again. */
export function useDeleteAlbum() {
  const call = (operation: OperationId & ('deleteAlbum' | 'restoreAlbum')) => (album: Album) =>
    request(endpoints[operation], { params: { albumId: album.id } });
  const restore = useCatalogueChange(call('restoreAlbum'), (album) =>
    toast.success(t('editing.restored', { count: album.songCount })),
  );
  return useCatalogueChange(call('deleteAlbum'), (album) =>
    toast(t('editing.albumDeleted', { title: album.title }), {
      duration: undoMs,
      action: { label: t('editing.undo'), onClick: () => restore.mutate(album) },
    }),
  );
}

/** Puts the songs of an artist's own into the trash; the toast takes them out again. */
export function useDeleteArtist(onDeleted: () => void) {
  const restore = useCatalogueChange(
    ({ id }: Artist & { count: number }) =>
      request(endpoints.restoreArtist, { params: { artistId: id } }),
    ({ count }) => toast.success(t('editing.restored', { count })),
  );
  return useCatalogueChange(
    ({ id }: Artist) => request(endpoints.deleteArtist, { params: { artistId: id } }),
    (artist, { songCount: count }) => {
      if (count === 0) return void toast(t('editing.nothingOfArtist', { name: artist.name }));
      onDeleted();
      toast(t('editing.deleted', { count }), {
        duration: undoMs,
        action: { label: t('editing.undo'), onClick: () => restore.mutate({ ...artist, count }) },
      });
    },
  );
}

const count = (songs: readonly unknown[]) => ({ count: songs.length });
