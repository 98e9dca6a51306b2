import { endpoints } from '@madrigal/contract';
import { route } from '../route.ts';
import { version } from '../version.ts';

export const getOverview = route(endpoints.getOverview, async (_input, { deps: { services } }) => ({
  version,
  ...(await services.operations.overview()),
}));
