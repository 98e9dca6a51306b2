import { endpoints } from '@madrigal/contract';
import { route } from '../route.ts';

export const clearPlays = route(endpoints.clearPlays, async (_, { caller, deps: { services } }) => {
  await services.library.plays.clear(caller);
  return null;
});
