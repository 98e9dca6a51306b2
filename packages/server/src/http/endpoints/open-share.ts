import { endpoints } from '@madrigal/contract';
import { presentShared } from '../presenters/share.ts';
import { route } from '../route.ts';

export const openShare = route(endpoints.openShare, async ({ params }, { deps: { services } }) =>
  presentShared(await services.sharing.open(params.token), services.delivery),
);
