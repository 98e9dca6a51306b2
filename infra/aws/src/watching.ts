import { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { metricOf, type Watch } from './constructs/watch.ts';
import type { Product } from './product.ts';

const FIVE_MINUTES = Duration.minutes(5);
/** Somebody waits for these; the others may take a while. */
const PATIENCE_SECONDS: Readonly<Record<string, number>> = {
  'mail.send': 300,
  'sms.send': 300,
  'media.dispatch': 600,
  'slideshow.preview': 600,
};
const LONG_SECONDS = 3600;

interface NamedQueue {
  name: string;
  main: Queue;
  dead: Queue;
  patienceSeconds: number;
}

function named({ queues }: Pick<Product, 'queues'>): NamedQueue[] {
  return [...queues.values()].map(({ kind, main, dead }) => ({
    name: kind.replaceAll('.', '-'),
    main,
    dead,
    patienceSeconds: PATIENCE_SECONDS[kind] ?? LONG_SECONDS,
  }));
}

/** Two alarms for each queue: something could not be done, or nothing gets done. */
export function watchQueues(watch: Watch, product: Pick<Product, 'queues'>) {
  const queues = named(product);
  for (const { name, main, dead, patienceSeconds } of queues) {
    watch.alarm(`${name}-dead`, {
      about: `Jobs of ${name} failed for good. Read them at Administration, Jobs; retry what was bad luck.`,
      metric: deadLetters(dead),
      from: 1,
    });
    watch.alarm(`${name}-waits`, {
      about: `The oldest job of ${name} waits for longer than ${patienceSeconds} s. Look at the log of what does them.`,
      metric: ageOf(main),
      from: patienceSeconds,
      periods: 2,
    });
  }
  return queues;
}

/** Two alarms for each function: it fails, or it may not run. */
export function watchFunctions(watch: Watch, functions: ReadonlyMap<string, LambdaFunction>) {
  for (const [name, fn] of functions) {
    watch.alarm(`${name}-errors`, {
      about: `The function ${name} fails. Its log group says why.`,
      metric: fn.metricErrors({ period: FIVE_MINUTES }),
      from: 3,
    });
    watch.alarm(`${name}-throttled`, {
      about: `The function ${name} is not allowed to run as often as it is asked: raise the quota of concurrent executions.`,
      metric: fn.metricThrottles({ period: FIVE_MINUTES }),
      from: 1,
      periods: 2,
    });
  }
}

/** An alarm for each table that refuses work. */
export function watchTables(
  watch: Watch,
  { tables }: Pick<Product, 'tables'>,
  names: readonly string[],
): void {
  for (const [index, table] of tables.entries()) {
    watch.alarm(`table-${names[index]}-throttled`, {
      about: `DynamoDB refuses work on ${names[index]}: one partition is asked too much, or a quota of the account is reached.`,
      metric: tableThrottles(table.tableName, names[index] ?? ''),
      from: 5,
    });
  }
}

/** `name` is that of the product: an id within a graph of several. */
export function tableThrottles(tableName: string, name: string): IMetric {
  const id = name.replaceAll('-', '_');
  const of = (metric: string) => metricOf('AWS/DynamoDB', metric, { TableName: tableName });
  return new MathExpression({
    label: name,
    expression: `FILL(${id}_reads, 0) + FILL(${id}_writes, 0)`,
    usingMetrics: {
      [`${id}_reads`]: of('ReadThrottleEvents'),
      [`${id}_writes`]: of('WriteThrottleEvents'),
    },
    period: FIVE_MINUTES,
  });
}

export function deadLetters(queue: Queue): IMetric {
  return queue.metricApproximateNumberOfMessagesVisible({
    period: FIVE_MINUTES,
    statistic: 'max',
  });
}

export function ageOf(queue: Queue): IMetric {
  return queue.metricApproximateAgeOfOldestMessage({ period: FIVE_MINUTES, statistic: 'max' });
}

/** Two alarms for the database: it is busy, or full soon. */
export function watchDatabase(watch: Watch, { database, installation }: Product): void {
  const { instance } = database;
  watch.alarm('database-cpu', {
    about:
      'The database is busy. See which questions are slow in its log, or take a larger instance.',
    metric: instance.metricCPUUtilization({ period: FIVE_MINUTES }),
    from: 85,
    periods: 3,
  });
  watch.alarm('database-space', {
    about: `Less than a tenth of the disk of the database is free. It grows to ${installation.database.gib * 4} GiB by itself; raise database.gib before that.`,
    metric: new MathExpression({
      label: 'Used, in percent',
      expression: `100 - 100 * free / ${installation.database.gib * 1024 ** 3}`,
      usingMetrics: { free: instance.metricFreeStorageSpace({ period: FIVE_MINUTES }) },
      period: FIVE_MINUTES,
    }),
    from: 90,
    periods: 2,
  });
}
