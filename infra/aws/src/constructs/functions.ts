import { Duration, RemovalPolicy, Size } from 'aws-cdk-lib';
import { Peer, Port, SecurityGroup, SubnetType } from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Function as LambdaFunction,
  type LayerVersion,
  LoggingFormat,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { EventType } from 'aws-cdk-lib/aws-s3';
import { LambdaDestination } from 'aws-cdk-lib/aws-s3-notifications';
import { Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Trigger } from 'aws-cdk-lib/triggers';
import { Construct } from 'constructs';
import { withMedia } from '../../../functions/media.ts';
import { grant, grantQueues, grantSecrets, grantWork } from '../access.ts';
import { bundleOf, ffmpegLayer } from '../assets.ts';
import { functionEnvironment } from '../environment.ts';
import {
  type FunctionName,
  functionEntries,
  functions,
  type MadrigalFunction,
} from '../functions.ts';
import type { Product } from '../product.ts';

/** Where uploads of the web app lie; what is kept for good is moved out of it. */
const ARRIVALS = 'uploads/';

/** What Lambda does in the name of a function that is in a network; it has no resources. */
const NETWORK_CARDS = [
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
];

/** All functions, each with a role, a log and a bundle of its own. */
export class Functions extends Construct {
  readonly all: ReadonlyMap<FunctionName, LambdaFunction>;
  /** What the raw bucket announced and could not be taken note of. */
  readonly lostArrivals: Queue;
  /** Brings the database up to date; whatever asks the database comes after it. */
  readonly migration: Trigger;

  constructor(scope: Construct, id: string, product: Product) {
    super(scope, id);
    const access = new SecurityGroup(this, 'Access', {
      vpc: product.vpc,
      description: 'Functions: nothing comes in, HTTPS and the database go out',
      allowAllOutbound: false,
    });
    access.addEgressRule(Peer.anyIpv4(), Port.tcp(443), 'The APIs of AWS');
    product.database.letIn(access, 'Functions');
    const ffmpeg = ffmpegLayer(this);
    this.lostArrivals = new Queue(this, 'LostArrivals', {
      queueName: `${product.installation.name}-lost-arrivals`,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    this.all = new Map(
      functionEntries.map(([name, traits]) => {
        const fn = createFunction(this, name, traits, { product, access, ffmpeg });
        this.#start(fn, traits, product);
        return [name, fn];
      }),
    );
    this.migration = this.#migrate(product, access);
  }

  /** Those that work after a deployment, too. */
  inService(): ReadonlyMap<FunctionName, LambdaFunction> {
    return new Map([...this.all].filter(([name]) => functions[name].by !== 'deployment'));
  }

  /** Secrets are read by way of the network, which must be there; what fails ends the deployment. */
  #migrate({ database, vpc }: Product, access: SecurityGroup): Trigger {
    const { migrate, ...others } = Object.fromEntries(this.all) as Record<string, LambdaFunction>;
    if (!migrate) throw new Error('There is no function that migrates.');
    return new Trigger(this, 'Migration', {
      handler: migrate,
      timeout: Duration.seconds(functions.migrate.timeoutSeconds),
      executeAfter: [database, vpc, access],
      executeBefore: Object.values(others),
    });
  }

  /** What makes a function run, besides requests. */
  #start(fn: LambdaFunction, traits: MadrigalFunction, product: Product): void {
    if (traits.by === 'schedule') schedule(fn, traits.everyMinutes);
    if (traits.by !== 'jobs') return;
    const source = { batchSize: traits.batch, reportBatchItemFailures: true };
    for (const { kind, main } of product.queues.values()) {
      if (!traits.does.includes(kind)) continue;
      const enabled = kind !== 'video.process' || product.installation.videosBy === 'functions';
      fn.addEventSource(new SqsEventSource(main, { ...source, enabled }));
    }
    if (traits.hearsOfUploads) this.#announceArrivals(fn, product);
  }

  /** Tells a function what arrives in raw. Lambda calls it again twice; then a sweep finds the upload. */
  #announceArrivals(fn: LambdaFunction, { buckets }: Product): void {
    fn.configureAsyncInvoke({ retryAttempts: 2, onFailure: new SqsDestination(this.lostArrivals) });
    const target = new LambdaDestination(fn);
    buckets.raw.addEventNotification(EventType.OBJECT_CREATED, target, { prefix: ARRIVALS });
  }
}

/** What is always due every few minutes, and what rarely is every hour. */
function schedule(fn: LambdaFunction, everyMinutes: number): void {
  const clock = (id: string, rate: Duration, event: object) =>
    new Schedule(fn, id, {
      schedule: ScheduleExpression.rate(rate),
      target: new LambdaInvoke(fn, {
        retryAttempts: 0,
        input: ScheduleTargetInput.fromObject(event),
      }),
    });
  clock('Clock', Duration.minutes(everyMinutes), {});
  clock('HourlyClock', Duration.hours(1), { sweep: 'hourly' });
}

interface Surroundings {
  product: Product;
  access: SecurityGroup;
  ffmpeg: LayerVersion;
}

function createFunction(
  scope: Construct,
  name: FunctionName,
  traits: MadrigalFunction,
  { product, access, ffmpeg }: Surroundings,
): LambdaFunction {
  const { installation } = product;
  const functionName = `${installation.name}-${name}`;
  const logGroup = new LogGroup(scope, `${name}-log`, {
    logGroupName: `/aws/lambda/${functionName}`,
    retention: installation.logDays,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const role = new Role(scope, `${name}-role`, {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    description: `What the function ${name} may do`,
  });
  logGroup.grantWrite(role);
  role.addToPolicy(new PolicyStatement({ actions: NETWORK_CARDS, resources: ['*'] }));
  role.addToPolicy(
    new PolicyStatement({
      actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
      resources: ['*'],
    }),
  );
  grant(role, product, traits.may);
  grantQueues(role, product, traits.sends);
  if (traits.by === 'jobs') grantWork(role, product, traits.does);
  grantSecrets(role, product, traits.secrets);
  return new LambdaFunction(scope, name, {
    functionName,
    description: traits.about,
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.X86_64,
    handler: 'index.handler',
    code: bundleOf(scope, name),
    ...(withMedia.includes(name) && { layers: [ffmpeg] }),
    role,
    logGroup,
    loggingFormat: LoggingFormat.JSON,
    memorySize: traits.memoryMib,
    timeout: Duration.seconds(traits.timeoutSeconds),
    ...(traits.by === 'jobs' &&
      traits.scratchMib !== undefined && {
        ephemeralStorageSize: Size.mebibytes(traits.scratchMib),
      }),
    tracing: Tracing.ACTIVE,
    environment: { ...functionEnvironment(product, traits) },
    vpc: product.vpc,
    vpcSubnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS },
    securityGroups: [access],
  });
}
