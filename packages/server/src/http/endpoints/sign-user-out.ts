import { endpoints } from '@madrigal/contract';
import { route } from '../route.ts';

export const signUserOut = route(
  endpoints.signUserOut,
  async ({ params }, { deps: { services } }) => {
    await services.people.signOut(params.userId);
    return null;
  },
);
