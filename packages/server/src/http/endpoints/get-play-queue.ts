import { endpoints } from '@madrigal/contract';
import { presentPlayQueue } from '../presenters/play-queue.ts';
import { route } from '../route.ts';

export const getPlayQueue = route(
  endpoints.getPlayQueue,
  async (_, { caller, deps: { services } }) => {
    const queue = await services.playQueues.get(caller);
    return { queue: queue && presentPlayQueue(queue, services.delivery) };
  },
);
