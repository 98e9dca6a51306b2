import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addSong,
  audioFile,
  eventually,
  type Instance,
  isExternalInstance,
  setUpAdmin,
  startInstance,
} from './harness/index.ts';

interface Span {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  attributes: { key: string; value: Record<string, unknown> }[];
}

interface Export {
  resourceSpans: { scopeSpans: { spans: Span[] }[] }[];
}

/** Takes what OpenTelemetry's exporter sends, as a collector does. */
async function startCollector() {
  const spans: Span[] = [];
  const authorizations = new Set<string | undefined>();
  const server: Server = createServer(async (request, response) => {
    authorizations.add(request.headers.authorization);
    const body = (await json(request)) as Export;
    spans.push(
      ...body.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)),
    );
    response.setHeader('content-type', 'application/json').end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { spans, authorizations, server, url: `http://127.0.0.1:${port}` };
}

describe.skipIf(isExternalInstance)('traces', () => {
  let collector: Awaited<ReturnType<typeof startCollector>>;
  let instance: Instance;

  beforeAll(async () => {
    collector = await startCollector();
    instance = await startInstance({
      OTEL_EXPORTER_OTLP_ENDPOINT: `${collector.url}/`,
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20abc',
    });
  });
  afterAll(async () => {
    await instance.dispose();
    collector.server.close();
  });

  it('follow an upload from its request through both jobs to their queries', async () => {
    const { client } = await setUpAdmin(instance.baseUrl);
    await addSong(client, await audioFile({ format: 'mp3', seconds: 1 }));
    const named = (name: RegExp) => collector.spans.filter((span) => name.test(span.name));
    await eventually('the spans of the jobs', async () => named(/^job audio.process$/).length > 0);

    const [job] = named(/^job audio.process$/);
    const trace = collector.spans.filter(({ traceId }) => traceId === job?.traceId);
    const byId = new Map(trace.map((span) => [span.spanId, span]));
    const parentOf = (span: Span | undefined) => byId.get(span?.parentSpanId ?? '');
    const dispatch = parentOf(job);
    const request = parentOf(dispatch);
    expect(dispatch?.name).toBe('job media.dispatch');
    expect(request?.name).toMatch(/^POST .*\/complete$/);
    expect(request?.attributes).toContainEqual({
      key: 'http.response.status_code',
      value: { intValue: 200 },
    });
    expect(trace.some((span) => span.name === 'UPDATE' && parentOf(span) === job)).toBe(true);
    expect([...collector.authorizations]).toEqual(['Bearer abc']);
  });

  it('hold no value of a query and no query of a URL', async () => {
    const response = await fetch(new URL('/api/v1/search?q=s3cr3t-words', instance.baseUrl));
    expect(response.status).toBe(401);
    await instance.process.end('SIGTERM');
    const text = JSON.stringify(collector.spans);
    expect(text).toContain('/api/v1/search');
    expect(text).not.toContain('s3cr3t');
    expect(text).not.toContain('ada@example.org');
    await instance.start();
  });

  it('go on under the trace of the caller', async () => {
    const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
    await fetch(new URL('/health/ready', instance.baseUrl), {
      headers: { traceparent: `00-${traceId}-00f067aa0ba902b7-01` },
    });
    await eventually('the span', async () =>
      collector.spans.some((span) => span.traceId === traceId && span.name.startsWith('GET ')),
    );
  });

  it('that nobody takes change no answer', async () => {
    await instance.process.end('SIGTERM');
    await instance.start({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' });
    expect((await fetch(new URL('/health/ready', instance.baseUrl))).status).toBe(200);
  });
});
