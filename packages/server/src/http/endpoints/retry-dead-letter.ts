import { endpoints } from '@madrigal/contract';
import { route } from '../route.ts';

export const retryDeadLetter = route(
  endpoints.retryDeadLetter,
  async ({ params }, { deps: { services } }) => {
    await services.deadLetters.revive(params.deadLetterId);
    return null;
  },
);
