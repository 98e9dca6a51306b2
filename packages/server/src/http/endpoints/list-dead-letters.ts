import { endpoints } from '@madrigal/contract';
import { presentDeadLetter } from '../presenters/dead-letter.ts';
import { route } from '../route.ts';

export const listDeadLetters = route(
  endpoints.listDeadLetters,
  async ({ query }, { deps: { services } }) => {
    const dead = await services.deadLetters.listDead(query.limit);
    return { items: dead.map(presentDeadLetter) };
  },
);
