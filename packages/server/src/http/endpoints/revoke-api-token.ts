import { endpoints } from '@madrigal/contract';
import { route } from '../route.ts';

export const revokeApiToken = route(
  endpoints.revokeApiToken,
  async ({ params }, { caller, deps: { services } }) => {
    await services.apiTokens.revoke(caller, params.tokenId);
    return null;
  },
);
