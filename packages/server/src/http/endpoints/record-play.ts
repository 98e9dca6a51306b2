import { endpoints } from '@madrigal/contract';
import { route } from '../route.ts';

export const recordPlay = route(
  endpoints.recordPlay,
  async ({ body }, { caller, deps: { services } }) => {
    const playedAt = new Date(body.playedAt);
    await services.library.plays.record(caller, { ...body, playedAt });
    return null;
  },
);
