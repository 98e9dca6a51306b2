import { endpoints } from '@madrigal/contract';
import { route } from '../route.ts';

export const deleteUser = route(
  endpoints.deleteUser,
  async ({ params, body }, { caller, deps: { services } }) => {
    await services.people.delete(caller, params.userId, body.email);
    return null;
  },
);
