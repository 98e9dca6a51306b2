import { endpoints } from '@madrigal/contract';
import { presentPage } from '../presenters/page.ts';
import { presentPlay } from '../presenters/play.ts';
import { route } from '../route.ts';

export const listPlays = route(
  endpoints.listPlays,
  async ({ query }, { caller, deps: { services } }) => {
    const page = await services.library.plays.list(caller, query);
    return presentPage(page, (play) => presentPlay(play, services.delivery));
  },
);
