import { endpoints } from '@madrigal/contract';
import { route } from '../route.ts';

export const listGenres = route(endpoints.listGenres, async (_, { deps: { services } }) => ({
  items: await services.catalog.listGenres(),
}));
