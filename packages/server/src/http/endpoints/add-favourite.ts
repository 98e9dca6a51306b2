import { endpoints } from '@madrigal/contract';
import { route } from '../route.ts';

export const addFavourite = route(
  endpoints.addFavourite,
  async ({ params }, { caller, deps: { services } }) => {
    await services.library.favourites.add(caller, params.kind, params.id);
    return null;
  },
);
