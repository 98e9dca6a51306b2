import { Duration } from 'aws-cdk-lib';
import { AdjustmentType } from 'aws-cdk-lib/aws-applicationautoscaling';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { grant, grantQueues, grantWork } from '../access.ts';
import type { Permission } from '../functions.ts';
import type { JobKind } from '../names.ts';
import type { Product } from '../product.ts';
import { Process, type ProcessProps } from './process.ts';

/** Rising age adds tasks: one at once, more where one does not get on top of it. */
const WAITS_SECONDS = 30;
const WAITS_LONG_SECONDS = 900;

export interface WorkerTraits {
  /** Value of `WORKERS`. */
  workers: string;
  does: readonly JobKind[];
  may: readonly Permission[];
  sends: readonly JobKind[];
  cpu: number;
  memoryMib: number;
  scratchGib: number;
  /** Jobs at once in one task. */
  concurrency: number;
}

interface WorkerProps {
  product: Product;
  traits: WorkerTraits;
  process: Omit<ProcessProps, 'cpu' | 'memoryMib' | 'health'>;
  minTasks: number;
  maxTasks: number;
}

/**
 * Tasks that do some kinds of jobs, as many as the age of the oldest one asks for. The age counts jobs
 * under way, too: it is nothing only when nothing waits and nothing runs, so that scaling in never ends
 * a job.
 */
export class Worker extends Construct {
  readonly process: Process;

  constructor(scope: Construct, id: string, props: WorkerProps) {
    super(scope, id);
    const { product, traits } = props;
    this.process = new Process(this, 'Process', {
      ...props.process,
      environment: {
        ...props.process.environment,
        SERVICES: 'worker',
        WORKERS: traits.workers,
        WORKER_CONCURRENCY: String(traits.concurrency),
      },
      command: ['packages/server/src/entry/service.ts'],
      cpu: traits.cpu,
      memoryMib: traits.memoryMib,
      scratchGib: traits.scratchGib,
      health: '/health/live',
      service: { desiredCount: props.minTasks, ...props.process.service },
    });
    grant(this.process.role, product, traits.may);
    grantQueues(this.process.role, product, traits.sends);
    grantWork(this.process.role, product, traits.does);
    this.#scale(props);
  }

  #scale({ product, traits, minTasks, maxTasks }: WorkerProps): void {
    const queues = [...product.queues.values()].filter(({ kind }) => traits.does.includes(kind));
    const ages = queues.map(({ main }, index) => [
      `age${index}`,
      main.metricApproximateAgeOfOldestMessage({ period: Duration.minutes(1), statistic: 'max' }),
    ]);
    const names = queues.map((_, index) => `age${index}`);
    const metric = new MathExpression({
      label: `Oldest job of ${traits.workers}`,
      expression: names.length > 1 ? `MAX([${names.join(', ')}])` : `FILL(${names[0]}, 0)`,
      usingMetrics: Object.fromEntries(ages),
      period: Duration.minutes(1),
    });
    const target = this.process.service.autoScaleTaskCount({
      minCapacity: minTasks,
      maxCapacity: maxTasks,
    });
    target.scaleOnMetric('Age', {
      metric,
      adjustmentType: AdjustmentType.CHANGE_IN_CAPACITY,
      cooldown: Duration.minutes(3),
      evaluationPeriods: 2,
      scalingSteps: [
        { upper: 1, change: -maxTasks },
        { lower: WAITS_SECONDS, change: 1 },
        { lower: WAITS_LONG_SECONDS, change: 3 },
      ],
    });
  }
}
