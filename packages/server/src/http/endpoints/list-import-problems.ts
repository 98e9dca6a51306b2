import { endpoints } from '@madrigal/contract';
import { route } from '../route.ts';

export const listImportProblems = route(
  endpoints.listImportProblems,
  async ({ params, query }, { deps: { services } }) => {
    const { items, nextCursor } = await services.imports.listProblems(params.importId, query);
    return { items: items.map(({ path, kind, reason }) => ({ path, kind, reason })), nextCursor };
  },
);
