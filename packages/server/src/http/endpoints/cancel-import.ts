import { endpoints } from '@madrigal/contract';
import { presentImport } from '../presenters/import.ts';
import { route } from '../route.ts';

export const cancelImport = route(
  endpoints.cancelImport,
  async ({ params }, { deps: { services } }) =>
    presentImport(await services.imports.cancel(params.importId)),
);
