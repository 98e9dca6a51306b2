import { endpoints } from '@madrigal/contract';
import { presentPlayStatistics } from '../presenters/play.ts';
import { route } from '../route.ts';

export const getPlayStatistics = route(
  endpoints.getPlayStatistics,
  async ({ query }, { caller, deps: { services } }) => {
    const period = {
      ...(query.from && { from: new Date(query.from) }),
      ...(query.to && { to: new Date(query.to) }),
    };
    const statistics = await services.library.plays.statistics(caller, period, query);
    return presentPlayStatistics(statistics, services.delivery);
  },
);
