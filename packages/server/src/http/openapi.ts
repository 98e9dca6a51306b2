import {
  type Endpoint,
  type ErrorCode,
  errorTable,
  exportMe,
  listenToEvents,
  Problem,
  Role,
  readVideoText,
} from '@madrigal/contract';
import { z } from 'zod';
import { authComponents, authPaths } from './openapi-auth.ts';
import type { RateLimit, Route } from './route.ts';
import { routes } from './routes.ts';
import { version } from './version.ts';

type Json = Record<string, unknown>;

/** The contract as an OpenAPI 3.1 document. */
export function buildOpenApi(): Json {
  const schemas = createSchemas();
  schemas.refer(Problem, 'output');
  schemas.refer(Role, 'output');
  const paths: Record<string, Json> = {};
  for (const { endpoint, limit } of routes) {
    paths[endpoint.path] = {
      ...paths[endpoint.path],
      [endpoint.method.toLowerCase()]: describe(endpoint, limit, schemas),
    };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Madrigal',
      version,
      description:
        'The API of a Madrigal instance. Failures are `application/problem+json` (RFC 9457) with a ' +
        'stable `code`. Lists are keyset pages: pass `nextCursor` as `cursor` for what follows.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: tagsOf(routes),
    paths: {
      ...paths,
      [listenToEvents.path]: { get: describeEvents(schemas) },
      [exportMe.path]: { get: describeExport(schemas) },
      [readVideoText.path]: { get: describeVideoText(schemas) },
      ...authPaths,
    },
    components: { ...authComponents, schemas: schemas.all() },
  };
}

function tagsOf(all: readonly Route[]): Json[] {
  const names = new Set(all.map(({ endpoint }) => endpoint.tag));
  return [...names, listenToEvents.tag, 'Sign-in'].map((name) => ({ name }));
}

type Schemas = ReturnType<typeof createSchemas>;

function describe(endpoint: Endpoint, limit: RateLimit | null, schemas: Schemas): Json {
  const { operationId, tag, summary, description, access } = endpoint;
  const hasBody = !(endpoint.body instanceof z.ZodUndefined);
  return {
    operationId,
    tags: [tag],
    summary,
    ...(description ? { description } : {}),
    security: access === 'anonymous' ? [] : [{ accessToken: [] }],
    'x-access': access,
    ...(endpoint.needsSession ? { 'x-needs-session': true } : {}),
    parameters: [
      ...parametersOf(endpoint.params, 'path', schemas),
      ...parametersOf(endpoint.query, 'query', schemas),
      ...(endpoint.takesIdempotencyKey ? [idempotencyKey] : []),
    ],
    ...(hasBody ? { requestBody: requestBody(endpoint, schemas) } : {}),
    responses: {
      [endpoint.status]: success(endpoint, schemas),
      ...problemsOf(codesOf(endpoint, limit)),
    },
  };
}

const idempotencyKey: Json = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'Chosen by the client; the same key again answers what was made for it before',
  schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[!-~]+$' },
};

/** Like the others, but the answer is a stream whose messages have the shape of the response. */
function describeEvents(schemas: Schemas): Json {
  const { responses, ...rest } = describe(listenToEvents, null, schemas);
  const schema = schemas.refer(listenToEvents.response, 'output');
  const ok = {
    description: 'A stream that stays open; `data` of every message is such an event',
    content: { 'text/event-stream': { schema } },
  };
  const resume = {
    name: 'Last-Event-ID',
    in: 'header',
    required: false,
    description: 'Id of the last event that was seen, to go on from there',
    schema: { type: 'string' },
  };
  return { ...rest, parameters: [resume], responses: { ...(responses as Json), '200': ok } };
}

/** Like the others, but the answer is a file. */
function describeExport(schemas: Schemas): Json {
  const { responses, ...rest } = describe(exportMe, { perMinute: 60 }, schemas);
  const ok = { description: 'The file', content: { 'application/zip': {} } };
  return { ...rest, responses: { ...(responses as Json), '200': ok } };
}

/** Like the others, but the answer is a text for players. */
function describeVideoText(schemas: Schemas): Json {
  const { responses, ...rest } = describe(readVideoText, null, schemas);
  const types = ['application/vnd.apple.mpegurl', 'text/vtt'];
  const content = Object.fromEntries(types.map((type) => [type, {}]));
  return {
    ...rest,
    responses: { ...(responses as Json), '200': { description: 'The text', content } },
  };
}

function parametersOf(schema: z.ZodType, place: 'path' | 'query', schemas: Schemas): Json[] {
  const { properties = {}, required = [] } = schemas.refer(schema, 'input') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: required.includes(name),
    schema: property,
  }));
}

function requestBody(endpoint: Endpoint, schemas: Schemas): Json {
  const schema = schemas.refer(endpoint.body, 'input');
  return { required: true, content: { 'application/json': { schema } } };
}

function success(endpoint: Endpoint, schemas: Schemas): Json {
  if (endpoint.status === 204) return { description: 'Done' };
  const schema = schemas.refer(endpoint.response, 'output');
  return { description: 'Success', content: { 'application/json': { schema } } };
}

/** One response per status, with the codes that it can carry. */
function problemsOf(all: readonly ErrorCode[]): Record<string, Json> {
  const byStatus = Map.groupBy(all, (code) => errorTable[code].status);
  const entries = [...byStatus]
    .sort(([a], [b]) => a - b)
    .map(([status, codes]) => {
      const description = codes.map((code) => `\`${code}\`: ${errorTable[code].title}`).join('; ');
      const schema = {
        allOf: [
          { $ref: '#/components/schemas/Problem' },
          { properties: { code: { enum: codes } } },
        ],
      };
      return [status, { description, content: { 'application/problem+json': { schema } } }];
    });
  return Object.fromEntries(entries);
}

function codesOf(endpoint: Endpoint, limit: RateLimit | null): ErrorCode[] {
  const { access, params, query, body, errors } = endpoint;
  const takesInput = [params, query, body].some((part) => !isEmpty(part));
  const codes = new Set<ErrorCode>(takesInput ? ['invalid_request'] : []);
  if (access !== 'anonymous') codes.add('unauthenticated');
  if (access === 'admin') codes.add('forbidden');
  if (limit) codes.add('too_many_requests');
  for (const code of errors) codes.add(code);
  return [...codes.add('internal').add('unavailable')];
}

function isEmpty(schema: z.ZodType): boolean {
  if (schema instanceof z.ZodObject) return Object.keys(schema.shape).length === 0;
  return schema instanceof z.ZodUndefined;
}

/** Collects named schemas as components and gives references to them. */
function createSchemas() {
  const components = new Map<string, Json>();
  const add = (name: string, schema: Json) => {
    const { id: _, ...definition } = schema;
    const known = components.get(name);
    if (known && JSON.stringify(known) !== JSON.stringify(definition)) {
      throw new Error(`The schema ${name} is not the same for requests and answers.`);
    }
    components.set(name, definition);
  };
  return {
    refer: (schema: z.ZodType, io: 'input' | 'output'): Json => {
      const { $schema: _, $defs = {}, ...root } = toJsonSchema(schema, io);
      for (const [name, definition] of Object.entries($defs as Record<string, Json>)) {
        add(name, definition);
      }
      return root;
    },
    all: () => Object.fromEntries([...components].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

function toJsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const generated = z.toJSONSchema(schema, {
    io,
    override: ({ jsonSchema }) => {
      // Clients have to live with fields that a later version adds.
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
      // Said of every integer, it says nothing.
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    },
  });
  return JSON.parse(JSON.stringify(generated).replaceAll('#/$defs/', '#/components/schemas/'));
}
