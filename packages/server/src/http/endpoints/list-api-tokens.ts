import { endpoints } from '@madrigal/contract';
import { presentApiToken } from '../presenters/account.ts';
import { route } from '../route.ts';

export const listApiTokens = route(
  endpoints.listApiTokens,
  async (_input, { caller, deps: { services } }) => ({
    items: (await services.apiTokens.list(caller)).map(presentApiToken),
  }),
);
