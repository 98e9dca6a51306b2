import type { Config } from '../config/index.ts';

type TracingConfig = NonNullable<Config['tracing']>;

/**
 * Sends the spans of this process to a collector by OTLP over HTTP, until the stop it answers, which
 * sends what is left. The SDK is loaded here alone: without an endpoint spans cost nothing.
 */
export async function startTracing(
  { endpoint, headers, serviceName, sampleRatio }: TracingConfig,
  { version, onError }: { version: string; onError: (error: Error) => void },
): Promise<() => Promise<void>> {
  const [api, sdk, { OTLPTraceExporter }, { AsyncLocalStorageContextManager }, core, resources] =
    await Promise.all([
      import('@opentelemetry/api'),
      import('@opentelemetry/sdk-trace'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/context-async-hooks'),
      import('@opentelemetry/core'),
      import('@opentelemetry/resources'),
    ]);
  core.setGlobalErrorHandler((error) =>
    onError(error instanceof Error ? error : new Error(`${error}`)),
  );
  // By the trace's id: every process decides alike, and no caller can ask for more than the ratio.
  const ratio = new sdk.TraceIdRatioBasedSampler(sampleRatio);
  const provider = new sdk.TracerProvider({
    resource: resources.resourceFromAttributes({
      'service.name': serviceName,
      'service.version': version,
    }),
    sampler: new sdk.ParentBasedSampler({ root: ratio, remoteParentSampled: ratio }),
    spanProcessors: [
      new sdk.BatchSpanProcessor({
        exporter: new OTLPTraceExporter({ url: `${endpoint}/v1/traces`, headers }),
      }),
    ],
  });
  api.context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  api.propagation.setGlobalPropagator(new core.W3CTraceContextPropagator());
  api.trace.setGlobalTracerProvider(provider);
  return async () => {
    await provider.shutdown();
    api.trace.disable();
    api.propagation.disable();
    api.context.disable();
  };
}
