import { endpoints } from '@madrigal/contract';
import { presentImport } from '../presenters/import.ts';
import { route } from '../route.ts';

export const listImports = route(
  endpoints.listImports,
  async ({ query }, { deps: { services } }) => {
    const { items, nextCursor } = await services.imports.list(query);
    return { items: items.map(presentImport), nextCursor };
  },
);
