import { endpoints } from '@madrigal/contract';
import { MadrigalError } from '@madrigal/core/shared';
import { route } from '../route.ts';

export const deleteMedia = route(
  endpoints.deleteMedia,
  async ({ params }, { caller, deps: { services } }) => {
    const [found] = await services.media.trash(caller, [params.mediaId]);
    if (!found) throw new MadrigalError('not_found', 'There is no such photo or video.');
    return null;
  },
);
