import { endpoints } from '@madrigal/contract';
import { route } from '../route.ts';

/** Guesses are counted for each link besides; this spares the work of hashing them. */
export const unlockShare = route(
  endpoints.unlockShare,
  async ({ params, body }, { deps: { services } }) => {
    const { token, expiresAt } = await services.sharing.unlock(params.token, body.password);
    return { token, expiresAt: expiresAt.toISOString() };
  },
  { perMinute: 120 },
);
