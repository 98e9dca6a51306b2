import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { Peer, Port, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { Cluster, ContainerInsights } from 'aws-cdk-lib/aws-ecs';
import {
  type ApplicationListener,
  ApplicationLoadBalancer,
  ApplicationProtocol,
  HttpCodeTarget,
  ListenerCondition,
  SslPolicy,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { ARecord, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { LoadBalancerTarget } from 'aws-cdk-lib/aws-route53-targets';
import type { Construct } from 'constructs';
import { ContainerServices } from '../constructs/container-services.ts';
import { PRIVATE_PORT, type Process } from '../constructs/process.ts';
import { type Foundation, layFoundation } from '../foundation.ts';
import type { Installation } from '../installation.ts';
import type { Product } from '../product.ts';
import { ageOf, deadLetters, watchDatabase, watchQueues } from '../watching.ts';
import { validated } from './serverless.ts';

/** Slideshows report how far they are every second: what changes often is in DynamoDB, the rest in PostgreSQL. */
const TABLES = ['slideshows'] as const;
const FIVE_MINUTES = Duration.minutes(5);

export interface ContainersProps extends StackProps {
  installation: Installation;
}

/** Madrigal in containers: a load balancer, Fargate, RDS PostgreSQL. */
export class ContainersStack extends Stack {
  readonly product: Product;
  readonly foundation: Foundation;
  readonly services: ContainerServices;
  readonly balancer: ApplicationLoadBalancer;

  constructor(scope: Construct, id: string, { installation, ...props }: ContainersProps) {
    super(scope, id, props);
    this.foundation = layFoundation(this, installation, TABLES);
    this.product = { ...this.foundation.product, accounts: null, signingKeyId: null };
    const { vpc } = this.product;
    const zone = `${installation.name}.internal`;
    const cluster = new Cluster(this, 'Cluster', {
      clusterName: installation.name,
      vpc,
      containerInsightsV2: ContainerInsights.ENABLED,
      defaultCloudMapNamespace: { name: zone },
    });
    const securityGroup = new SecurityGroup(this, 'ServiceAccess', {
      vpc,
      description: 'Services of Madrigal',
    });
    this.services = new ContainerServices(this, 'Services', {
      product: this.product,
      cluster,
      securityGroup,
      zone,
    });
    this.balancer = this.#balance(installation, vpc, securityGroup);
    this.#watch();
    new CfnOutput(this, 'LoadBalancer', { value: this.balancer.loadBalancerDnsName });
  }

  #balance(
    installation: Installation,
    vpc: Cluster['vpc'],
    services: SecurityGroup,
  ): ApplicationLoadBalancer {
    const { zone, buckets } = this.foundation;
    const access = new SecurityGroup(this, 'BalancerAccess', {
      vpc,
      description: 'The world, by HTTPS',
      allowAllOutbound: false,
    });
    const balancer = new ApplicationLoadBalancer(this, 'Balancer', {
      vpc,
      internetFacing: true,
      securityGroup: access,
      dropInvalidHeaderFields: true,
      deletionProtection: installation.keepData,
      // Events are open for long.
      idleTimeout: Duration.minutes(60),
    });
    balancer.logAccessLogs(buckets.logs, 'balancer');
    const listener = balancer.addListener('Https', {
      port: 443,
      protocol: ApplicationProtocol.HTTPS,
      certificates: [validated(this, installation, zone)],
      sslPolicy: SslPolicy.TLS13_RES,
    });
    balancer.addRedirect();
    services.addIngressRule(access, Port.tcp(PRIVATE_PORT), 'The load balancer asks services');
    access.addEgressRule(services, Port.tcp(PRIVATE_PORT), 'Services');
    access.addIngressRule(Peer.anyIpv6(), Port.tcp(443), 'The world, by IPv6');
    this.#lead(listener);
    new ARecord(this, 'Name', {
      zone,
      recordName: installation.domain,
      target: RecordTarget.fromAlias(new LoadBalancerTarget(balancer)),
    });
    return balancer;
  }

  /** Bytes go to the edge, past the gateway. */
  #lead(listener: ApplicationListener): void {
    const edge = this.services.services.get('edge') as Process;
    const target = (process: Process, path: string) => ({
      port: PRIVATE_PORT,
      protocol: ApplicationProtocol.HTTP,
      targets: [process.service],
      healthCheck: { path, interval: Duration.seconds(10), healthyThresholdCount: 2 },
      deregistrationDelay: Duration.seconds(30),
    });
    listener.addTargets('Gateway', target(this.services.gateway, '/gateway/health'));
    listener.addTargets('Edge', {
      ...target(edge, '/health/ready'),
      priority: 10,
      conditions: [ListenerCondition.pathPatterns(['/cdn/*'])],
    });
  }

  #watch(): void {
    const { watch } = this.foundation;
    const queues = watchQueues(watch, this.product);
    const { instance } = this.product.database;
    const errors = this.balancer.metrics.httpCodeTarget(HttpCodeTarget.TARGET_5XX_COUNT, {
      period: FIVE_MINUTES,
    });
    const cpu = instance.metricCPUUtilization({ period: FIVE_MINUTES });
    watch.alarm('api-5xx', {
      about: 'Services answer with errors of their own. Their logs say why.',
      metric: errors,
      from: 5,
    });
    watchDatabase(watch, this.product);
    const connections = instance.metricDatabaseConnections({ period: FIVE_MINUTES });
    const processes = [...this.services.services.values(), this.services.gateway];
    watch.dashboard(
      {
        Requests: [this.balancer.metrics.requestCount(), errors],
        'Processor of services, in percent': processes.map(({ service }) =>
          service.metricCpuUtilization(),
        ),
        Database: [cpu, connections],
        'Age of the oldest job, in seconds': queues.map((queue) => ageOf(queue.main)),
      },
      queues.map((queue) => deadLetters(queue.dead)),
    );
  }
}
