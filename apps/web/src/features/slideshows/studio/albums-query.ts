import { endpoints } from '@madrigal/contract';
import { queryOptions } from '@tanstack/react-query';
import { request } from '../../../api/request.ts';

const most = 100;

/** The caller's photo albums that hold anything. */
export const photoAlbumsQuery = queryOptions({
  queryKey: ['photo-albums', 'to-choose'],
  queryFn: async ({ signal }) => {
    const { items } = await request(endpoints.listPhotoAlbums, { query: { limit: most } }, signal);
    return items.filter(({ itemCount }) => itemCount > 0);
  },
});
