import { endpoints } from '@madrigal/contract';
import { route } from '../route.ts';

export const deletePlay = route(
  endpoints.deletePlay,
  async ({ params }, { caller, deps: { services } }) => {
    await services.library.plays.delete(caller, params.playId);
    return null;
  },
);
