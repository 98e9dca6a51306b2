import { endpoints } from '@madrigal/contract';
import { presentInvitation } from '../presenters/account.ts';
import { route } from '../route.ts';

export const createInvitation = route(
  endpoints.createInvitation,
  async ({ body }, { caller, language, deps: { services } }) => {
    const { path, ...invitation } = await services.invitations.create(caller, {
      ...body,
      language,
    });
    return { ...presentInvitation(invitation), path };
  },
);
