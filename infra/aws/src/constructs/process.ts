import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { ISecurityGroup, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import {
  type Cluster,
  type ContainerDefinition,
  ContainerDependencyCondition,
  type ContainerImage,
  CpuArchitecture,
  FargateService,
  type FargateServiceProps,
  FargateTaskDefinition,
  LogDrivers,
  OperatingSystemFamily,
  Secret,
} from 'aws-cdk-lib/aws-ecs';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';

/** Everything listens here, within the network alone. */
export const PRIVATE_PORT = 80;
const STOP_SECONDS = 120;

export interface ProcessProps {
  /** Of the installation and the process: `madrigal-song`. */
  name: string;
  cluster: Cluster;
  image: ContainerImage;
  /** Left out, the image's own. */
  command?: string[];
  environment: Record<string, string>;
  /** Settings that are secrets, and where they are kept. */
  secrets: readonly { setting: string; secret: ISecret }[];
  cpu: number;
  memoryMib: number;
  scratchGib?: number;
  logDays: number;
  securityGroup: ISecurityGroup;
  subnets: SubnetSelection;
  publicIp: boolean;
  /** Path that says whether it lives. */
  health: string;
  /** What asks for it, in the image. */
  asks?: 'node' | 'curl';
  /** Command that must have ended well before it starts, in the same image and surroundings. */
  first?: string[];
  /** Settings of the service that differ. */
  service?: Partial<FargateServiceProps>;
}

/** One process of the product on Fargate: without root, on a file system that cannot be written to but for /data and /tmp. */
export class Process extends Construct {
  readonly service: FargateService;
  readonly container: ContainerDefinition;
  readonly role: Role;
  readonly task: FargateTaskDefinition;

  constructor(scope: Construct, id: string, props: ProcessProps) {
    super(scope, id);
    this.role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com'),
      description: `What ${props.name} may do`,
    });
    this.task = createTask(this, props, this.role);
    this.container = addContainer(this, this.task, props);
    this.service = new FargateService(this, 'Service', {
      serviceName: props.name,
      cluster: props.cluster,
      taskDefinition: this.task,
      securityGroups: [props.securityGroup],
      vpcSubnets: props.subnets,
      assignPublicIp: props.publicIp,
      minHealthyPercent: 100,
      maxHealthyPercent: 200,
      circuitBreaker: { enable: true, rollback: true },
      enableExecuteCommand: false,
      ...props.service,
    });
  }
}

function createTask(
  scope: Construct,
  { name, cpu, memoryMib, scratchGib }: ProcessProps,
  role: Role,
): FargateTaskDefinition {
  const task = new FargateTaskDefinition(scope, 'Task', {
    family: name,
    cpu,
    memoryLimitMiB: memoryMib,
    taskRole: role,
    runtimePlatform: {
      cpuArchitecture: CpuArchitecture.X86_64,
      operatingSystemFamily: OperatingSystemFamily.LINUX,
    },
    // 20 GiB come with every task; only more than that can be said.
    ...(scratchGib && scratchGib > 20 && { ephemeralStorageGiB: scratchGib }),
  });
  for (const volume of ['data', 'tmp']) task.addVolume({ name: volume });
  return task;
}

function addContainer(scope: Construct, task: FargateTaskDefinition, props: ProcessProps) {
  const logGroup = new LogGroup(scope, 'Log', {
    logGroupName: `/ecs/${props.name}`,
    retention: props.logDays,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const shared = {
    image: props.image,
    environment: props.environment,
    secrets: Object.fromEntries(
      props.secrets.map(({ setting, secret }) => [setting, Secret.fromSecretsManager(secret)]),
    ),
    readonlyRootFilesystem: true,
    logging: LogDrivers.awsLogs({ logGroup, streamPrefix: props.name }),
  };
  const container = task.addContainer('main', {
    ...shared,
    ...(props.command && { command: props.command }),
    portMappings: [{ containerPort: PRIVATE_PORT, name: 'http' }],
    stopTimeout: Duration.seconds(STOP_SECONDS),
    healthCheck: {
      command: healthCommand(props),
      interval: Duration.seconds(10),
      timeout: Duration.seconds(5),
      startPeriod: Duration.seconds(60),
      retries: 3,
    },
    // Whoever is not root may listen on port 80, too.
    systemControls: [{ namespace: 'net.ipv4.ip_unprivileged_port_start', value: '0' }],
  });
  container.addMountPoints(...writable);
  if (props.first) {
    const first = task.addContainer('first', {
      ...shared,
      command: props.first,
      essential: false,
    });
    first.addMountPoints(...writable);
    container.addContainerDependencies({
      container: first,
      condition: ContainerDependencyCondition.SUCCESS,
    });
  }
  return container;
}

const writable = ['data', 'tmp'].map((name) => ({
  sourceVolume: name,
  containerPath: `/${name}`,
  readOnly: false,
}));

function healthCommand({ health, asks = 'node' }: ProcessProps): string[] {
  const url = `http://127.0.0.1:${PRIVATE_PORT}${health}`;
  if (asks === 'curl') return ['CMD', 'curl', '-fsS', url];
  const script = `fetch('${url}').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))`;
  return ['CMD', 'node', '-e', script];
}
