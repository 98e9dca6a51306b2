import { endpoints } from '@madrigal/contract';
import { route } from '../route.ts';

export const restorePlays = route(
  endpoints.restorePlays,
  async (_, { caller, deps: { services } }) => {
    await services.library.plays.restore(caller);
    return null;
  },
);
