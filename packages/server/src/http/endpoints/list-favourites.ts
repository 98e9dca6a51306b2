import { endpoints } from '@madrigal/contract';
import { presentFavourite } from '../presenters/favourite.ts';
import { presentPage } from '../presenters/page.ts';
import { route } from '../route.ts';

export const listFavourites = route(
  endpoints.listFavourites,
  async ({ query }, { caller, deps: { services } }) => {
    const page = await services.library.favourites.list(caller, query);
    return presentPage(page, (favourite) => presentFavourite(favourite, services.delivery));
  },
);
