import { endpoints } from '@madrigal/contract';
import { presentShare, toSettings } from '../presenters/share.ts';
import { route } from '../route.ts';

export const updateShare = route(
  endpoints.updateShare,
  async ({ params, body }, { caller, deps: { services } }) =>
    presentShare(await services.sharing.change(caller, params.shareId, toSettings(body))),
);
