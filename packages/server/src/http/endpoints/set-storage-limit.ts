import { endpoints } from '@madrigal/contract';
import { route } from '../route.ts';

export const setStorageLimit = route(
  endpoints.setStorageLimit,
  async ({ params, body }, { deps: { services } }) => {
    await services.quotas.setOwnLimit(params.userId, body);
    return null;
  },
);
