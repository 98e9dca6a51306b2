import { endpoints } from '@madrigal/contract';
import { presentPage } from '../presenters/page.ts';
import { presentAdminUser } from '../presenters/storage.ts';
import { route } from '../route.ts';

export const listUsers = route(endpoints.listUsers, async ({ query }, { deps: { services } }) =>
  presentPage(await services.quotas.list(query), presentAdminUser),
);
