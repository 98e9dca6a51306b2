import { endpoints } from '@madrigal/contract';
import { route } from '../route.ts';

export const listDeadLetters = route(
  endpoints.listDeadLetters,
  async ({ query }, { deps: { services } }) => {
    const dead = await services.deadLetters.listDead(query.limit);
    return { items: dead.map((job) => ({ ...job, diedAt: job.diedAt.toISOString() })) };
  },
);
