import { endpoints } from '@madrigal/contract';
import { route } from '../route.ts';

export const removeFavourite = route(
  endpoints.removeFavourite,
  async ({ params }, { caller, deps: { services } }) => {
    await services.library.favourites.remove(caller, params.kind, params.id);
    return null;
  },
);
