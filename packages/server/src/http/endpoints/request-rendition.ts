import { endpoints } from '@madrigal/contract';
import { route } from '../route.ts';

export const requestRendition = route(
  endpoints.requestRendition,
  async ({ params, body }, { deps: { services } }) =>
    services.renditions.request(params.songId, body.format),
);
