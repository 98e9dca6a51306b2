import { endpoints } from '@madrigal/contract';
import { route } from '../route.ts';

export const revokeInvitation = route(
  endpoints.revokeInvitation,
  async ({ params }, { deps: { services } }) => {
    await services.invitations.revoke(params.invitationId);
    return null;
  },
);
