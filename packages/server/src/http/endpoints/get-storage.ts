import { endpoints } from '@madrigal/contract';
import { presentStorage } from '../presenters/storage.ts';
import { route } from '../route.ts';

export const getStorage = route(
  endpoints.getStorage,
  async (_input, { caller, deps: { services } }) =>
    presentStorage(await services.quotas.of(caller)),
);
