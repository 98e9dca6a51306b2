import { endpoints } from '@madrigal/contract';
import { presentShare, toSettings } from '../presenters/share.ts';
import { route } from '../route.ts';

export const createShare = route(
  endpoints.createShare,
  async ({ body: { kind, targetId, ...settings } }, { caller, deps: { services } }) => {
    const target = { kind, id: targetId };
    return presentShare(await services.sharing.create(caller, target, toSettings(settings)));
  },
);
