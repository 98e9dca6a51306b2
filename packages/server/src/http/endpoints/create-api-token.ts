import { endpoints } from '@madrigal/contract';
import { presentApiToken } from '../presenters/account.ts';
import { route } from '../route.ts';

export const createApiToken = route(
  endpoints.createApiToken,
  async ({ body }, { caller, deps: { services } }) => {
    const { token, ...record } = await services.apiTokens.create(caller, body);
    return { ...presentApiToken(record), token };
  },
);
