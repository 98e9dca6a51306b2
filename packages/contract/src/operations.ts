import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';

export const getLiveness = defineEndpoint({
  operationId: 'getLiveness',
  method: 'GET',
  path: '/health/live',
  tag: 'Operations',
  summary: 'The process runs',
  access: 'anonymous',
  params: z.object({}),
  query: z.object({}),
  body: z.undefined(),
  status: 200,
  response: z.object({ status: z.literal('ok') }),
  errors: [],
});

export const getReadiness = defineEndpoint({
  operationId: 'getReadiness',
  method: 'GET',
  path: '/health/ready',
  tag: 'Operations',
  summary: 'The process and what it depends on can serve requests',
  access: 'anonymous',
  params: z.object({}),
  query: z.object({}),
  body: z.undefined(),
  status: 200,
  response: z.object({ status: z.literal('ok') }),
  errors: ['unavailable'],
});
