import { endpoints } from '@madrigal/contract';
import { route } from '../route.ts';

export const revokeShare = route(
  endpoints.revokeShare,
  async ({ params }, { caller, deps: { services } }) => {
    await services.sharing.revoke(caller, params.shareId);
    return null;
  },
);
