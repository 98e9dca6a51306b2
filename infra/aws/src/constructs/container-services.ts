import { Duration } from 'aws-cdk-lib';
import type { SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { Port, SubnetType } from 'aws-cdk-lib/aws-ec2';
import type { Cluster, ContainerImage } from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { grant, grantQueues } from '../access.ts';
import { containerEnvironment } from '../environment.ts';
import type { SecretSetting } from '../functions.ts';
import type { Product } from '../product.ts';
import { type ServiceName, serviceEntries, workerEntries } from '../services.ts';
import { gatewayImage, serverImage } from './images.ts';
import { PRIVATE_PORT, Process, type ProcessProps } from './process.ts';
import { Worker } from './worker.ts';

const MIGRATE = 'packages/server/src/entry/migrate.ts';
const SERVICE = 'packages/server/src/entry/service.ts';
const CPU_PERCENT = 70;

interface ContainerServicesProps {
  product: Product;
  cluster: Cluster;
  securityGroup: SecurityGroup;
  /** Name of the private zone that services find each other in. */
  zone: string;
}

/** All processes of the product, as Kubernetes has them: a gateway, a service each, a worker of each class. */
export class ContainerServices extends Construct {
  readonly gateway: Process;
  readonly services: ReadonlyMap<ServiceName, Process>;
  readonly workers: readonly Worker[];
  readonly #props: ContainerServicesProps;
  readonly #server: ContainerImage;

  constructor(scope: Construct, id: string, props: ContainerServicesProps) {
    super(scope, id);
    this.#props = props;
    const { installation } = props.product;
    this.#server = serverImage(this, installation);
    props.securityGroup.addIngressRule(
      props.securityGroup,
      Port.tcp(PRIVATE_PORT),
      'Services talk to each other',
    );
    props.product.database.letIn(props.securityGroup, 'Services');
    this.services = new Map(serviceEntries.map(([name]) => [name, this.#service(name)] as const));
    this.gateway = this.#createGateway();
    this.workers = workerEntries.map(
      ([name, traits]) =>
        new Worker(this, `worker-${name}`, {
          product: props.product,
          traits,
          minTasks: name === 'mail' || name === 'audio' ? 1 : 0,
          maxTasks: installation.renderTasks,
          process: this.#common(
            `worker-${name}`,
            ['AUTH_SECRET', 'DATABASE_PASSWORD', 'EDGE_SIGNING_KEY'],
            true,
          ),
        }),
    );
  }

  #service(name: ServiceName): Process {
    const { product, zone } = this.#props;
    const traits = serviceEntries.find(([known]) => known === name)?.[1];
    if (!traits) throw new Error(`There is no service ${name}.`);
    const common = this.#common(name, traits.secrets, traits.needsDatabase);
    const process = new Process(this, name, {
      ...common,
      environment: {
        ...common.environment,
        SERVICES: name,
        ...(name !== 'user' && { JWKS_URL: `http://user.${zone}/api/auth/jwks` }),
        ...(!traits.needsDatabase && { EDGE_PUBLIC_KEY: publicKeysOf(product) }),
      },
      command: [SERVICE],
      cpu: traits.cpu,
      memoryMib: traits.memoryMib,
      health: '/health/live',
      service: this.#found(name),
    });
    grant(process.role, product, traits.may);
    if (traits.needsDatabase) grantQueues(process.role, product, traits.sends);
    this.#scale(process);
    return process;
  }

  #createGateway(): Process {
    const { product, zone } = this.#props;
    const image = gatewayImage(this, product.installation, zone);
    const process = new Process(this, 'gateway', {
      ...this.#common('gateway', [], false),
      environment: {},
      image,
      cpu: 256,
      memoryMib: 512,
      health: '/gateway/health',
      asks: 'curl',
    });
    this.#scale(process);
    return process;
  }

  #common(
    name: string,
    secrets: readonly SecretSetting[],
    needsDatabase: boolean,
  ): Omit<ProcessProps, 'cpu' | 'memoryMib' | 'health'> {
    const { product, cluster, securityGroup } = this.#props;
    const { installation } = product;
    return {
      name: `${installation.name}-${name}`,
      cluster,
      image: this.#server,
      environment: { ...containerEnvironment(product) },
      secrets: secrets.map((setting) => ({ setting, secret: product.secrets[setting] })),
      // Of tasks that start together one brings the database up to date; others wait for its lock.
      ...(needsDatabase && { first: [MIGRATE] }),
      logDays: installation.logDays,
      securityGroup,
      subnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS },
      publicIp: false,
    };
  }

  /** How others find a service: a name in the private zone, with an address that is forgotten soon. */
  #found(name: string): NonNullable<ProcessProps['service']> {
    return { cloudMapOptions: { name, dnsTtl: Duration.seconds(5) } };
  }

  #scale({ service }: Process): void {
    const { min, max } = this.#props.product.installation.tasks;
    service
      .autoScaleTaskCount({ minCapacity: min, maxCapacity: max })
      .scaleOnCpuUtilization('Cpu', {
        targetUtilizationPercent: CPU_PERCENT,
        scaleInCooldown: Duration.minutes(5),
        scaleOutCooldown: Duration.minutes(1),
      });
  }
}

function publicKeysOf({ installation }: Product): string {
  return installation.publicKeys.map(({ pem }) => pem).join('');
}
