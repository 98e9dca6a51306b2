import { endpoints } from '@madrigal/contract';
import { route } from '../route.ts';

export const listFavouriteIds = route(
  endpoints.listFavouriteIds,
  async (_, { caller, deps: { services } }) => services.library.favourites.listIds(caller),
);
