import { endpoints } from '@madrigal/contract';
import { presentImport } from '../presenters/import.ts';
import { route } from '../route.ts';

export const getImport = route(endpoints.getImport, async ({ params }, { deps: { services } }) =>
  presentImport(await services.imports.get(params.importId)),
);
