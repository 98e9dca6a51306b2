export { createMetrics, type Metrics, type MetricsDeps } from './metrics.ts';
