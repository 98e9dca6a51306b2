import { endpoints } from '@madrigal/contract';
import { route } from '../route.ts';

export const listAudit = route(endpoints.listAudit, async ({ query }, { deps: { services } }) => {
  const { items, nextCursor } = await services.operations.listAudit(query);
  return {
    items: items.map(({ userId, userName, at, ...entry }) => ({
      ...entry,
      at: at.toISOString(),
      user: userId === null ? null : { id: userId, name: userName },
    })),
    nextCursor,
  };
});
