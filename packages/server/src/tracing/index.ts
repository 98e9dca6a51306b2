export {
  inJobSpan,
  inSpan,
  type RequestSpan,
  recordQuery,
  startRequestSpan,
  TRACE_HEADER,
  traceparent,
} from './spans.ts';
export { startTracing } from './start-tracing.ts';
