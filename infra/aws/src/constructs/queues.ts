import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { MAX_ATTEMPTS } from '../../../../packages/core/src/shared/job-queue.ts';
import { visibilitySeconds } from '../functions.ts';
import type { Installation } from '../installation.ts';
import { type JobKind, jobKinds, queueName } from '../names.ts';
import type { JobQueue } from '../product.ts';

/** SQS's most. */
const RETENTION = Duration.days(14);

/** A queue and its dead letters, encrypted, by TLS alone. */
export class QueuePair extends Construct {
  readonly main: Queue;
  readonly dead: Queue;

  constructor(scope: Construct, id: string, settings: { name: string; visibility: Duration }) {
    super(scope, id);
    const common = {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: RETENTION,
    };
    this.dead = new Queue(this, 'Dead', { ...common, queueName: `${settings.name}-dead` });
    this.main = new Queue(this, 'Main', {
      ...common,
      queueName: settings.name,
      visibilityTimeout: settings.visibility,
      deadLetterQueue: { queue: this.dead, maxReceiveCount: MAX_ATTEMPTS },
    });
  }
}

/** A queue for every kind of job. */
export class JobQueues extends Construct {
  readonly all: ReadonlyMap<JobKind, JobQueue>;

  constructor(scope: Construct, id: string, { name }: Pick<Installation, 'name'>) {
    super(scope, id);
    this.all = new Map(
      jobKinds.map((kind) => {
        const visibility = Duration.seconds(visibilitySeconds(kind));
        const pair = new QueuePair(this, kind, { name: queueName(name, kind), visibility });
        return [kind, { kind, main: pair.main, dead: pair.dead }];
      }),
    );
  }
}
