import { endpoints } from '@madrigal/contract';
import { route } from '../route.ts';

export const revokeShares = route(
  endpoints.revokeShares,
  async ({ query: { kind, targetId } }, { caller, deps: { services } }) => {
    await services.sharing.revokeAll(caller, { kind, id: targetId });
    return null;
  },
);
