import { endpoints } from '@madrigal/contract';
import { route } from '../route.ts';

export const updateMe = route(
  endpoints.updateMe,
  async ({ body }, { caller, deps: { services } }) => services.ownAccount.change(caller, body),
);
