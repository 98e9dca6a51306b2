import { Ajv } from 'ajv';

/** What CloudWatch makes of one line. */
export interface Figures {
  namespace: string;
  dimensions: Record<string, string>;
  values: Record<string, number>;
}

const text = (maxLength: number) => ({ type: 'string', minLength: 1, maxLength });
/** "CloudWatch embedded metric format: specification", as far as we use it, and nothing else in `_aws`. */
const metadata = {
  type: 'object',
  required: ['Timestamp', 'CloudWatchMetrics'],
  additionalProperties: false,
  properties: {
    Timestamp: { type: 'integer' },
    CloudWatchMetrics: {
      type: 'array',
      minItems: 1,
      maxItems: 1,
      items: {
        type: 'object',
        required: ['Namespace', 'Dimensions', 'Metrics'],
        additionalProperties: false,
        properties: {
          Namespace: text(1024),
          Dimensions: {
            type: 'array',
            minItems: 1,
            maxItems: 1,
            items: { type: 'array', minItems: 1, maxItems: 30, items: text(250) },
          },
          Metrics: {
            type: 'array',
            minItems: 1,
            maxItems: 100,
            items: {
              type: 'object',
              required: ['Name', 'Unit'],
              additionalProperties: false,
              properties: { Name: text(1024), Unit: { enum: ['Count', 'Milliseconds'] } },
            },
          },
        },
      },
    },
  },
};
const isMetadata = new Ajv().compile<{
  Timestamp: number;
  CloudWatchMetrics: [{ Namespace: string; Dimensions: [string[]]; Metrics: { Name: string }[] }];
}>(metadata);

/** Figures in the output of a function; throws where a line is none that CloudWatch understands. */
export function figuresOf(output: string): Figures[] {
  return output
    .split('\n')
    .filter((line) => line.includes('"_aws"'))
    .map((line) => {
      const { _aws, ...members } = JSON.parse(line) as Record<string, unknown>;
      if (!isMetadata(_aws)) throw new Error(`No metrics: ${line}`);
      const [{ Namespace, Dimensions, Metrics }] = _aws.CloudWatchMetrics;
      const pick = (names: readonly string[], type: string) =>
        Object.fromEntries(
          names.map((name) => {
            if (typeof members[name] !== type) throw new Error(`There is no ${name}: ${line}`);
            return [name, members[name]];
          }),
        );
      return {
        namespace: Namespace,
        dimensions: pick(Dimensions[0], 'string') as Figures['dimensions'],
        values: pick(
          Metrics.map(({ Name }) => Name),
          'number',
        ) as Figures['values'],
      };
    });
}
