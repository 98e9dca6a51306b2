import { endpoints } from '@madrigal/contract';
import { presentInvitation } from '../presenters/account.ts';
import { route } from '../route.ts';

export const listInvitations = route(
  endpoints.listInvitations,
  async (_input, { deps: { services } }) => ({
    items: (await services.invitations.list()).map(presentInvitation),
  }),
);
