import { endpoints } from '@madrigal/contract';
import { route } from '../route.ts';

export const setUpInstance = route(
  endpoints.setUpInstance,
  async ({ body }, { language, deps: { services } }) =>
    services.accounts.directory.createFirstAccount(body, language),
  { perMinute: 300 },
);
