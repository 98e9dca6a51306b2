import { endpoints } from '@madrigal/contract';
import { route } from '../route.ts';

export const revokeAppPassword = route(
  endpoints.revokeAppPassword,
  async ({ params }, { caller, deps: { services } }) => {
    await services.appPasswords.revoke(caller, params.appPasswordId);
    return null;
  },
);
