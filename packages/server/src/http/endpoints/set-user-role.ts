import { endpoints } from '@madrigal/contract';
import { route } from '../route.ts';

export const setUserRole = route(
  endpoints.setUserRole,
  async ({ params, body }, { deps: { services } }) => {
    await services.people.setRole(params.userId, body.role);
    return null;
  },
);
