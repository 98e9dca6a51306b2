import { endpoints } from '@madrigal/contract';
import { presentImport } from '../presenters/import.ts';
import { route } from '../route.ts';

export const startImport = route(
  endpoints.startImport,
  async ({ body }, { caller, deps: { services } }) =>
    presentImport(await services.imports.start(caller, body.path)),
);
