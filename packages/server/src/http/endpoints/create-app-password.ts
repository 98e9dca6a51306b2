import { endpoints } from '@madrigal/contract';
import { presentAppPassword } from '../presenters/app-password.ts';
import { route } from '../route.ts';

export const createAppPassword = route(
  endpoints.createAppPassword,
  async ({ body }, { caller, deps: { services } }) => {
    const { username, password, ...made } = await services.appPasswords.create(caller, body.name);
    return { ...presentAppPassword(made), username, password };
  },
);
