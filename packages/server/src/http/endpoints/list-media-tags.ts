import { endpoints } from '@madrigal/contract';
import { route } from '../route.ts';

export const listMediaTags = route(
  endpoints.listMediaTags,
  async (_, { caller, deps: { services } }) => ({ items: await services.media.listTags(caller) }),
);
