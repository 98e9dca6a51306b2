import { servedPaths } from '@madrigal/adapters/accounts/better-auth';
import { expect, it } from 'vitest';
import { buildOpenApi } from '../http/openapi.ts';

const PREFIX = '/api/auth';

it('the OpenAPI document describes every path of sign-in that is served, and no other', () => {
  const described = Object.keys(buildOpenApi().paths as object)
    .filter((path) => path.startsWith(`${PREFIX}/`))
    .map((path) => path.slice(PREFIX.length));
  const served = [...servedPaths, '/callback/{provider}'];
  expect(described.toSorted()).toEqual(served.toSorted());
});
