import { MadrigalError } from '@madrigal/core/shared';
import type { Metrics } from '../../../metrics/index.ts';

const NAMESPACE = 'Madrigal';

interface Figure {
  name: string;
  unit: 'Count' | 'Milliseconds';
  value: number;
}

/**
 * Metrics as lines of the log that CloudWatch makes figures of ("CloudWatch embedded metric format:
 * specification"). Every combination of dimensions costs money by the month, so there are few; what else
 * is known lies in the line, for CloudWatch Logs Insights.
 */
export function createEmfMetrics(
  functionName: string,
  write: (line: string) => void = (line) => void process.stdout.write(`${line}\n`),
  now: () => number = Date.now,
): Metrics {
  const tell = (
    dimensions: Readonly<Record<string, string>>,
    figures: readonly Figure[],
    besides: Readonly<Record<string, unknown>> = {},
  ) => {
    const all = { Function: functionName, ...dimensions };
    const metrics = {
      Namespace: NAMESPACE,
      Dimensions: [Object.keys(all)],
      Metrics: figures.map(({ name, unit }) => ({ Name: name, Unit: unit })),
    };
    const values = Object.fromEntries(figures.map(({ name, value }) => [name, value]));
    const _aws = { Timestamp: now(), CloudWatchMetrics: [metrics] };
    write(JSON.stringify({ _aws, ...all, ...besides, ...values }));
  };
  return {
    onRequest: ({ operation, status, ms }) =>
      tell(
        {},
        [
          { name: 'Requests', unit: 'Count', value: 1 },
          { name: 'Errors', unit: 'Count', value: status >= 500 ? 1 : 0 },
          { name: 'RequestTime', unit: 'Milliseconds', value: Math.round(ms) },
        ],
        { operation, status },
      ),
    onJob: ({ kind, outcome, ms }) =>
      tell(
        { Kind: kind },
        [
          { name: 'Jobs', unit: 'Count', value: 1 },
          { name: 'FailedJobs', unit: 'Count', value: outcome === 'failed' ? 1 : 0 },
          { name: 'DeadJobs', unit: 'Count', value: outcome === 'dead' ? 1 : 0 },
          { name: 'JobTime', unit: 'Milliseconds', value: Math.round(ms) },
        ],
        { outcome },
      ),
    onEdgeAnswer: () => {}, // CloudFront has figures of its own
    render: async () => {
      throw new MadrigalError('not_found', 'The figures of functions are in CloudWatch.');
    },
  };
}
