import { endpoints } from '@madrigal/contract';
import { presentAppPassword } from '../presenters/app-password.ts';
import { route } from '../route.ts';

export const listAppPasswords = route(
  endpoints.listAppPasswords,
  async (_, { caller, deps: { services } }) => ({
    items: (await services.appPasswords.list(caller)).map(presentAppPassword),
  }),
);
