import { endpoints, type FavouriteIds, type FavouriteKind } from '@madrigal/contract';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { pagedQuery } from '../../api/pages.ts';
import { describeError } from '../../api/problem.ts';
import { request } from '../../api/request.ts';
import { toast } from '../../ui/toast.tsx';

const pageSize = 100;
const listName = { song: 'songs', album: 'albums', artist: 'artists' } as const;

const idsQuery = queryOptions({
  queryKey: ['favourites', 'ids'],
  queryFn: ({ signal }) => request(endpoints.listFavouriteIds, {}, signal),
  staleTime: 60_000,
});

export function favouritesQuery(kind: FavouriteKind) {
  return pagedQuery(['favourites', 'list', kind], (cursor, signal) =>
    request(endpoints.listFavourites, { query: { kind, limit: pageSize, cursor } }, signal),
  );
}

/** Whether something is liked, and the means to change that; shown before the server knows. */
export function useFavourite(kind: FavouriteKind, id: string) {
  const client = useQueryClient();
  const name = listName[kind];
  const { data: liked = false } = useQuery({
    ...idsQuery,
    select: (ids) => ids[name].includes(id),
  });
  const change = useMutation({
    mutationFn: (like: boolean) =>
      request(like ? endpoints.addFavourite : endpoints.removeFavourite, { params: { kind, id } }),
    onMutate: async (like) => {
      await client.cancelQueries({ queryKey: idsQuery.queryKey });
      const before = client.getQueryData(idsQuery.queryKey);
      if (before) client.setQueryData(idsQuery.queryKey, changed(before, name, id, like));
      return before;
    },
    onError: (error, _like, before) => {
      client.setQueryData(idsQuery.queryKey, before);
      toast.error(describeError(error));
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['favourites', 'list'] }),
  });
  return { liked, toggle: () => change.mutate(!liked) };
}

function changed(
  ids: FavouriteIds,
  name: keyof FavouriteIds,
  id: string,
  like: boolean,
): FavouriteIds {
  const others = ids[name].filter((one) => one !== id);
  return { ...ids, [name]: like ? [id, ...others] : others };
}
