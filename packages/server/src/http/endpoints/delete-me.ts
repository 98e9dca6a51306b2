import { endpoints } from '@madrigal/contract';
import { route } from '../route.ts';

export const deleteMe = route(
  endpoints.deleteMe,
  async ({ body }, { caller, deps: { services } }) => {
    await services.ownAccount.delete(caller, body.confirmation);
    return null;
  },
  { perMinute: 120 },
);
