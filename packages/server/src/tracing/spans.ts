import {
  type Context,
  context,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';

/** Where a caller says which span it is in (W3C Trace Context, 2021). */
export const TRACE_HEADER = 'traceparent';

const tracer = () => trace.getTracer('madrigal');

/** The span that a `traceparent` names, as a context to work in. */
function callerOf(header: unknown): Context {
  if (typeof header !== 'string') return ROOT_CONTEXT;
  return propagation.extract(ROOT_CONTEXT, { [TRACE_HEADER]: header });
}

/** The active span as a `traceparent`; undefined where none is recorded. */
export function traceparent(): string | undefined {
  const carrier: Record<string, string> = {};
  propagation.inject(context.active(), carrier);
  return carrier[TRACE_HEADER];
}

/** A request that is being answered. */
export interface RequestSpan {
  span: Span;
  end(answer: { operation: string; status: number }): void;
}

/** Names follow OpenTelemetry's semantic conventions for HTTP servers, version 1.37. */
export function startRequestSpan(request: {
  method: string;
  path: string;
  route: string | undefined;
  requestId: string;
  caller: unknown;
}): RequestSpan {
  const { method, path, route, requestId, caller } = request;
  const span = tracer().startSpan(
    route ? `${method} ${route}` : method,
    {
      kind: SpanKind.SERVER,
      attributes: {
        'http.request.method': method,
        'url.path': path,
        'madrigal.request_id': requestId,
        ...(route ? { 'http.route': route } : {}),
      },
    },
    callerOf(caller),
  );
  return {
    span,
    end: ({ operation, status }) => {
      span.setAttributes({
        'http.response.status_code': status,
        'madrigal.operation': operation,
      });
      if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    },
  };
}

/** Runs `work`, and all it starts, inside a span. */
export function inSpan<T>(span: Span, work: () => T): T {
  return context.with(trace.setSpan(context.active(), span), work);
}

/** Runs an attempt at a job in a span below the one that sent the job; `run` answers how it ended. */
export async function inJobSpan<Outcome extends string>(
  job: { id: string; kind: string; attempt: number; sender: unknown },
  run: () => Promise<Outcome>,
): Promise<Outcome> {
  const span = tracer().startSpan(
    `job ${job.kind}`,
    {
      kind: SpanKind.CONSUMER,
      attributes: {
        'madrigal.job.id': job.id,
        'madrigal.job.kind': job.kind,
        'madrigal.job.attempt': job.attempt,
      },
    },
    callerOf(job.sender),
  );
  try {
    const outcome = await inSpan(span, run);
    span.setAttribute('madrigal.job.outcome', outcome);
    if (outcome === 'failed' || outcome === 'dead') span.setStatus({ code: SpanStatusCode.ERROR });
    return outcome;
  } catch (error) {
    span.setStatus({ code: SpanStatusCode.ERROR, message: String(error) });
    throw error;
  } finally {
    span.end();
  }
}

/** A query that just ended, as a child of what asked for it. What the process polls by itself has no span. */
export function recordQuery(query: { sql: string; ms: number; failed: boolean }): void {
  if (!trace.getActiveSpan()?.isRecording()) return;
  const span = tracer().startSpan(operationOf(query.sql), {
    kind: SpanKind.CLIENT,
    startTime: Date.now() - query.ms,
    attributes: { 'db.system.name': 'postgresql', 'db.query.text': query.sql },
  });
  if (query.failed) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}

/** First word of a query: a name that there are few of. */
function operationOf(sql: string): string {
  return /[a-z]+/i.exec(sql)?.[0].toUpperCase() ?? 'QUERY';
}
