import { RemovalPolicy } from 'aws-cdk-lib';
import {
  FlowLogDestination,
  GatewayVpcEndpointAwsService,
  IpAddresses,
  SubnetType,
  Vpc,
} from 'aws-cdk-lib/aws-ec2';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Installation } from '../installation.ts';

/** A network in two zones. Traffic to S3 and DynamoDB stays inside of AWS and costs nothing. */
export class Network extends Construct {
  readonly vpc: Vpc;

  constructor(scope: Construct, id: string, installation: Installation) {
    super(scope, id);
    this.vpc = new Vpc(this, 'Vpc', {
      vpcName: installation.name,
      ipAddresses: IpAddresses.cidr('10.40.0.0/16'),
      maxAzs: 2,
      natGateways: installation.database.multiAz ? 2 : 1,
      subnetConfiguration: [
        { name: 'public', subnetType: SubnetType.PUBLIC, cidrMask: 24, mapPublicIpOnLaunch: false },
        { name: 'private', subnetType: SubnetType.PRIVATE_WITH_EGRESS, cidrMask: 20 },
        { name: 'data', subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask: 24 },
      ],
      gatewayEndpoints: {
        s3: { service: GatewayVpcEndpointAwsService.S3 },
        tables: { service: GatewayVpcEndpointAwsService.DYNAMODB },
      },
    });
    const log = new LogGroup(this, 'FlowLog', {
      logGroupName: `/aws/vpc/${installation.name}`,
      retention: installation.logDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.vpc.addFlowLog('Flow', { destination: FlowLogDestination.toCloudWatchLogs(log) });
  }
}
