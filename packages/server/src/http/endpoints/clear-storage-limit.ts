import { endpoints } from '@madrigal/contract';
import { route } from '../route.ts';

export const clearStorageLimit = route(
  endpoints.clearStorageLimit,
  async ({ params }, { deps: { services } }) => {
    await services.quotas.setOwnLimit(params.userId, null);
    return null;
  },
);
