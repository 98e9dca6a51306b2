import { endpoints } from '@madrigal/contract';
import { hasCode, MadrigalError } from '@madrigal/core/shared';
import { route } from '../route.ts';

export const getMe = route(endpoints.getMe, async (_input, { caller, deps: { services } }) => {
  try {
    return await services.accounts.directory.getAccount(caller.userId);
  } catch (error) {
    if (!hasCode(error, 'not_found')) throw error;
    // The token outlived its account.
    throw new MadrigalError('unauthenticated', 'This account does not exist any more.');
  }
});
