import { endpoints } from '@madrigal/contract';
import { MadrigalError } from '@madrigal/core/shared';
import { presentMediaDetails, toMediaEdit } from '../presenters/media.ts';
import { route } from '../route.ts';

export const updateMedia = route(
  endpoints.updateMedia,
  async ({ params, body }, { caller, deps: { services } }) => {
    const [item] = await services.media.edit(caller, [params.mediaId], toMediaEdit(body));
    if (!item) throw new MadrigalError('not_found', 'There is no such photo or video.');
    return presentMediaDetails(item, services.delivery);
  },
);
