import { endpoints, type ImportState } from '@madrigal/contract';
import { pagedQuery } from '../../api/pages.ts';
import { request } from '../../api/request.ts';

export const importsKey = ['imports'] as const;

export const importsQuery = pagedQuery([...importsKey, 'list'], (cursor, signal) =>
  request(endpoints.listImports, { query: { limit: 20, cursor } }, signal),
);

export function isActive(state: ImportState): boolean {
  return state === 'queued' || state === 'running';
}

export function problemsQuery(importId: string) {
  return pagedQuery([...importsKey, 'problems', importId], (cursor, signal) =>
    request(
      endpoints.listImportProblems,
      { params: { importId }, query: { limit: 50, cursor } },
      signal,
    ),
  );
}
