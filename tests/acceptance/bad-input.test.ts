import {
  type Endpoint,
  type ErrorCode,
  endpoints,
  MAX_UPLOAD_BYTES,
  type OperationId,
} from '@madrigal/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nowhere, readAnswer, readProblem, sharedInstance, validInputs } from './harness/index.ts';

const FUZZ_RUNS = 25;
const { admin } = sharedInstance();

const answers = (id: OperationId, code: ErrorCode) =>
  (endpoints[id].errors as readonly ErrorCode[]).includes(code);

const ids = Object.keys(endpoints) as OperationId[];
const withBody = ids.filter((id) => !endpoints[id].body.safeParse(undefined).success);
const withParams = ids.filter((id) => endpoints[id].path.includes('{'));
const findsById = withParams.filter((id) => answers(id, 'not_found'));
const withLimit = ids.filter((id) => !endpoints[id].query.safeParse({ limit: 'x' }).success);
/** Lists of one thing look for that first. */
const withCursor = withLimit.filter(
  (id) => answers(id, 'invalid_cursor') && !endpoints[id].path.includes('{'),
);

const pathOf = (endpoint: Endpoint, id = nowhere) => endpoint.path.replace(/\{\w+\}/g, id);

function send(id: OperationId, body: string, contentType = 'application/json'): Promise<Response> {
  const { method } = endpoints[id];
  const headers = { 'content-type': contentType };
  return admin.request(pathOf(endpoints[id]), { method, headers, body });
}

async function codeOf(response: Promise<Response>): Promise<string> {
  return (await readProblem(await response)).code;
}

describe('bodies', () => {
  it.each(withBody)('of %s: any JSON is answered as the contract says', async (id) => {
    const property = fc.asyncProperty(fc.jsonValue(), async (value) => {
      const answer = await readAnswer(id, await send(id, JSON.stringify(value)));
      expect(answer.status).toBeLessThan(500);
    });
    await fc.assert(property, { numRuns: FUZZ_RUNS });
  });

  it.each(withBody)('of %s: nearly right values are answered as the contract says', async (id) => {
    const odd = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.double(),
      fc.constantFrom(null, -1, 0, 1e308, MAX_UPLOAD_BYTES + 1, '\u0000', 'a\u202eb', [], {}),
    );
    const sample = Object.entries(validInputs[id].body ?? {});
    const body = fc.record(
      Object.fromEntries(
        sample.map(([name, value]) => [name, fc.oneof(fc.constant<unknown>(value), odd)]),
      ),
      { requiredKeys: [] },
    );
    const property = fc.asyncProperty(body, async (value) => {
      const answer = await readAnswer(id, await send(id, JSON.stringify(value)));
      expect(answer.status).toBeLessThan(500);
    });
    await fc.assert(property, { numRuns: FUZZ_RUNS });
  });

  it.each(withBody)('of %s must be JSON of a sensible size', async (id) => {
    expect(await codeOf(send(id, '{"half":'))).toBe('invalid_request');
    expect(await codeOf(send(id, ''))).toBe('invalid_request');
    expect(await codeOf(send(id, '<a/>', 'application/xml'))).toBe('unsupported_media_type');
    expect(await codeOf(send(id, `"${'x'.repeat(3_000_000)}"`))).toBe('payload_too_large');
    expect(await codeOf(send(id, '{"__proto__":{"role":"admin"}}'))).toBe('invalid_request');
  });
});

describe('paths and queries', () => {
  const oddIds = [
    'x',
    '0',
    '..%2f..%2fetc',
    '%00',
    '%E0%A4%A',
    '01900000-0000-4000-8000-000000000000', // a UUID of another version
    "'%20OR%201=1--",
    'a'.repeat(5000),
  ];
  it.each(withParams)('of %s: an id that is none is no server error', async (id) => {
    const { method } = endpoints[id];
    for (const odd of oddIds) {
      const { status } = await readProblem(
        await admin.request(pathOf(endpoints[id], odd), { method }),
      );
      expect([400, 404, 414], odd.slice(0, 40)).toContain(status);
    }
  });

  it.each(findsById)('of %s: an id that nothing has is not found', async (id) => {
    const answer = await admin.call(id, validInputs[id]);
    expect(answer.ok ? null : answer.problem.code).toBe('not_found');
  });

  it.each(withLimit)('of %s: limits are checked', async (id) => {
    for (const limit of ['0', '-1', '201', '1e9', 'many', '1.5']) {
      const path = `${pathOf(endpoints[id])}?limit=${limit}`;
      expect(await codeOf(admin.request(path)), limit).toBe('invalid_request');
    }
  });

  it.each(withCursor)('of %s: cursors are checked', async (id) => {
    const foreign = Buffer.from('["other","x","y"]').toString('base64url');
    for (const cursor of ['x', '%00', foreign, 'a'.repeat(1024)]) {
      const path = `${pathOf(endpoints[id])}?cursor=${cursor}`;
      expect(await codeOf(admin.request(path)), cursor).toBe('invalid_cursor');
    }
  });

  it('that do not exist are not found, and say so as a problem', async () => {
    for (const path of ['/api/v1/nothing', '/api/v1', '/api/v1/songs/x/y/z', '/health/none']) {
      expect(await codeOf(admin.request(path)), path).toBe('not_found');
    }
  });

  it('called by a method they do not have say which they have', async () => {
    const response = await admin.request('/api/v1/songs', { method: 'DELETE' });
    expect(response.headers.get('allow')?.split(/,\s*/)).toContain('GET');
    expect((await readProblem(response)).code).toBe('method_not_allowed');
  });
});

describe('every answer', () => {
  it('carries the request id that its problem names', async () => {
    const response = await admin.request('/api/v1/nothing');
    const named = response.headers.get('x-request-id');
    expect((await readProblem(response)).requestId).toBe(named);
  });

  it('forbids browsers to guess its type', async () => {
    for (const path of ['/', '/api/v1/instance', '/api/v1/nothing']) {
      const response = await admin.request(path);
      expect(response.headers.get('x-content-type-options'), path).toBe('nosniff');
    }
  });
});
