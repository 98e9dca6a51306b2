import { endpoints } from '@madrigal/contract';
import { MadrigalError } from '@madrigal/core/shared';
import { route } from '../route.ts';

export const getReadiness = route(
  endpoints.getReadiness,
  async (_input, { deps: { services } }) => {
    if (services.lifecycle?.stopping.aborted) {
      throw new MadrigalError('unavailable', 'This process is about to stop.');
    }
    try {
      await services.ping();
    } catch (cause) {
      throw new MadrigalError('unavailable', 'The database cannot be reached.', { cause });
    }
    return { status: 'ok' as const };
  },
);
