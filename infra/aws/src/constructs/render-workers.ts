import { Peer, Port, SecurityGroup, SubnetType } from 'aws-cdk-lib/aws-ec2';
import { Cluster, ContainerInsights } from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { workerEnvironment } from '../environment.ts';
import type { Product } from '../product.ts';
import { type WorkerName, workers } from '../services.ts';
import { serverImage } from './images.ts';
import { Worker } from './worker.ts';

const secretSettings = ['AUTH_SECRET', 'DATABASE_PASSWORD', 'EDGE_SIGNING_KEY'] as const;

/**
 * Tasks for what takes longer than a function may: none while nothing waits. They ask for work and are
 * asked by nobody, so nothing leads to them.
 */
export class RenderWorkers extends Construct {
  readonly all: readonly Worker[];

  constructor(scope: Construct, id: string, product: Product) {
    super(scope, id);
    const { installation, secrets, vpc, database } = product;
    const cluster = new Cluster(this, 'Cluster', {
      clusterName: installation.name,
      vpc,
      containerInsightsV2: ContainerInsights.ENABLED,
    });
    const securityGroup = new SecurityGroup(this, 'Access', {
      vpc,
      description: 'Workers: nothing comes in, HTTPS goes out',
      allowAllOutbound: false,
    });
    securityGroup.addEgressRule(Peer.anyIpv4(), Port.tcp(443), 'The APIs of AWS');
    database.letIn(securityGroup, 'Workers');
    const image = serverImage(this, installation);
    const names: WorkerName[] =
      installation.videosBy === 'workers' ? ['slideshow', 'video'] : ['slideshow'];
    this.all = names.map(
      (name) =>
        new Worker(this, name, {
          product,
          traits: workers[name],
          minTasks: 0,
          maxTasks: installation.renderTasks,
          process: {
            name: `${installation.name}-worker-${name}`,
            cluster,
            image,
            environment: { ...workerEnvironment(product) },
            secrets: secretSettings.map((setting) => ({ setting, secret: secrets[setting] })),
            logDays: installation.logDays,
            securityGroup,
            subnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS },
            publicIp: false,
          },
        }),
    );
  }
}
