import { endpoints } from '@madrigal/contract';
import { route } from '../route.ts';

export const keepPlayQueue = route(
  endpoints.keepPlayQueue,
  async ({ body }, { caller, deps: { services } }) => {
    const { changedAt } = await services.playQueues.keep(caller, body);
    return { changedAt: changedAt.toISOString() };
  },
);
