import { endpoints } from '@madrigal/contract';
import { presentPage } from '../presenters/page.ts';
import { presentShare } from '../presenters/share.ts';
import { route } from '../route.ts';

export const listShares = route(
  endpoints.listShares,
  async ({ query: { kind, targetId, ...page } }, { caller, deps: { services } }) => {
    const target = kind && targetId ? { kind, id: targetId } : null;
    return presentPage(await services.sharing.list(caller, target, page), presentShare);
  },
);
