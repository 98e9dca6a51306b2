import { endpoints } from '@madrigal/contract';
import { route } from '../route.ts';

export const listMediaMonths = route(
  endpoints.listMediaMonths,
  async ({ query }, { caller, deps: { services } }) => ({
    items: await services.media.listMonths(caller, query),
  }),
);
