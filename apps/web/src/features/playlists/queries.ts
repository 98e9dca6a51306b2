import {
  endpoints,
  type Playlist,
  type PlaylistItem,
  type SmartRules,
  type Song,
} from '@madrigal/contract';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { pagedQuery, readAll } from '../../api/pages.ts';
import { describeError } from '../../api/problem.ts';
import { request } from '../../api/request.ts';
import { t } from '../../messages/index.ts';
import { toast } from '../../ui/toast.tsx';

const pageSize = 100;
const most = 10_000;

export const playlistsQuery = pagedQuery(['playlists', 'list'], (cursor, signal) =>
  request(endpoints.listPlaylists, { query: { limit: pageSize, cursor } }, signal),
);

export function playlistQuery(playlistId: string) {
  return queryOptions({
    queryKey: ['playlists', 'details', playlistId],
    queryFn: ({ signal }) => request(endpoints.getPlaylist, { params: { playlistId } }, signal),
  });
}

/** All items at once, so that they can be put in any order. */
export function itemsQuery(playlistId: string) {
  return queryOptions({
    queryKey: ['playlists', 'items', playlistId],
    queryFn: ({ signal }) =>
      readAll(
        (cursor) =>
          request(
            endpoints.listPlaylistItems,
            { params: { playlistId }, query: { limit: 200, cursor } },
            signal,
          ),
        most,
      ),
  });
}

export function useCreatePlaylist(onCreated: (playlist: Playlist) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ name, description, rules, songs = [] }: NewPlaylist) =>
      request(endpoints.createPlaylist, {
        body: { name, description, rules, songIds: songs.map(({ id }) => id) },
      }),
    onSuccess: onCreated,
    onError: (error) => toast.error(describeError(error)),
    onSettled: () => client.invalidateQueries({ queryKey: ['playlists'] }),
  });
}

export function useAddSongs() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ playlist, songs }: { playlist: Playlist; songs: readonly Song[] }) =>
      request(endpoints.addPlaylistItems, {
        params: { playlistId: playlist.id },
        body: { songIds: songs.map(({ id }) => id) },
      }),
    onSuccess: (_, { playlist, songs }) =>
      toast.success(t('playlists.added', { count: songs.length, name: playlist.name })),
    onError: (error) => toast.error(describeError(error)),
    onSettled: () => client.invalidateQueries({ queryKey: ['playlists'] }),
  });
}

/** Changes to the items of a playlist, shown before the server knows and taken back if it refuses. */
export function useItemChanges(playlistId: string) {
  const client = useQueryClient();
  const { queryKey } = itemsQuery(playlistId);
  const change = useMutation({
    mutationFn: ({ send }: ItemChange) => send(),
    onMutate: async ({ apply }) => {
      await client.cancelQueries({ queryKey });
      const before = client.getQueryData(queryKey);
      if (before) client.setQueryData(queryKey, apply(before));
      return before;
    },
    onError: (error, _change, before) => {
      client.setQueryData(queryKey, before);
      toast.error(describeError(error));
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['playlists'] }),
  });
  const params = { playlistId };
  return {
    move: (items: readonly PlaylistItem[], from: number, to: number) => {
      const item = items[from];
      if (!item) return;
      const moved = items.toSpliced(from, 1).toSpliced(to, 0, item);
      const after = moved[to - 1]?.id ?? null;
      change.mutate({
        apply: () => moved,
        send: () =>
          request(endpoints.movePlaylistItems, { params, body: { itemIds: [item.id], after } }),
      });
    },
    remove: (item: PlaylistItem) =>
      change.mutate({
        apply: (items) => items.filter(({ id }) => id !== item.id),
        send: () =>
          request(endpoints.removePlaylistItems, { params, body: { itemIds: [item.id] } }),
      }),
  };
}

interface ItemChange {
  apply: (items: PlaylistItem[]) => PlaylistItem[];
  send: () => Promise<unknown>;
}

interface NewPlaylist {
  name: string;
  description?: string;
  rules?: SmartRules;
  songs?: readonly Song[];
}
