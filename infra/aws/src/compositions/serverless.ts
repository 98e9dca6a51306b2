import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import {
  Certificate,
  CertificateValidation,
  type ICertificate,
} from 'aws-cdk-lib/aws-certificatemanager';
import { AaaaRecord, ARecord, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { CloudFrontTarget } from 'aws-cdk-lib/aws-route53-targets';
import { BucketDeployment, CacheControl } from 'aws-cdk-lib/aws-s3-deployment';
import type { Construct } from 'constructs';
import { webApp } from '../assets.ts';
import { Accounts } from '../constructs/accounts.ts';
import { Api } from '../constructs/api.ts';
import { uploadOrigin } from '../constructs/buckets.ts';
import { Edge, SigningKeys } from '../constructs/edge.ts';
import { Functions } from '../constructs/functions.ts';
import { RenderWorkers } from '../constructs/render-workers.ts';
import { metricOf } from '../constructs/watch.ts';
import { type Foundation, layFoundation } from '../foundation.ts';
import type { Installation } from '../installation.ts';
import type { Product } from '../product.ts';
import { tableNames } from '../tables.ts';
import {
  ageOf,
  deadLetters,
  tableThrottles,
  watchDatabase,
  watchFunctions,
  watchQueues,
} from '../watching.ts';

export interface ServerlessProps extends StackProps {
  installation: Installation;
  /** Certificate of CloudFront, made in us-east-1 where the stack is elsewhere. */
  certificate?: ICertificate;
}

/** Madrigal without servers: CloudFront, API Gateway, Lambda, DynamoDB, Cognito. */
export class ServerlessStack extends Stack {
  readonly product: Product;
  readonly functions: Functions;
  readonly edge: Edge;
  readonly api: Api;
  readonly foundation: Foundation;

  constructor(
    scope: Construct,
    id: string,
    { installation, certificate, ...props }: ServerlessProps,
  ) {
    super(scope, id, props);
    this.foundation = layFoundation(this, installation, tableNames);
    const { zone, buckets, mail } = this.foundation;
    const accounts = new Accounts(this, 'Accounts', {
      installation,
      buckets,
      mailDomain: mail.domain,
    });
    const keys = new SigningKeys(this, 'SigningKeys', installation);
    this.product = { ...this.foundation.product, accounts, signingKeyId: keys.currentId };
    this.functions = new Functions(this, 'Functions', this.product);
    this.api = new Api(this, 'Api', { installation, accounts, functions: this.functions.all });
    const workers = new RenderWorkers(this, 'Workers', this.product);
    for (const { process } of workers.all) {
      process.service.node.addDependency(this.functions.migration);
    }
    this.edge = new Edge(this, 'Edge', {
      installation,
      buckets,
      keys,
      certificate: certificate ?? validated(this, installation, zone),
      apiHost: this.api.host,
      originSecret: this.product.secrets.ORIGIN_SECRET.secretValue,
      connects: connectsOf(installation, accounts),
    });
    this.#publish(installation);
    this.#watch(this.foundation);
    this.#tell(accounts);
  }

  /** The web app into its bucket, and the name to CloudFront. */
  #publish({ domain }: Installation): void {
    const { zone, buckets } = this.foundation;
    new BucketDeployment(this, 'WebApp', {
      sources: [webApp(this)],
      destinationBucket: buckets.web,
      distribution: this.edge.distribution,
      distributionPaths: ['/*'],
      // CloudFront keeps files until the next deployment; browsers ask whether they changed.
      cacheControl: [CacheControl.fromString('public, max-age=0, s-maxage=31536000')],
    });
    const target = RecordTarget.fromAlias(new CloudFrontTarget(this.edge.distribution));
    const record = { zone, recordName: domain, target };
    new ARecord(this, 'Name', record);
    new AaaaRecord(this, 'NameV6', record);
  }

  #watch({ watch }: Foundation): void {
    const queues = watchQueues(watch, this.product);
    watch.alarm('lost-arrivals', {
      about:
        'Files arrived that nobody took note of: see the log of media-dispatcher. The sweep finds the uploads they belong to.',
      metric: deadLetters(this.functions.lostArrivals),
      from: 1,
    });
    const functions = this.functions.inService();
    watchFunctions(watch, functions);
    watchDatabase(watch, this.product);
    const apiErrors = this.api.errors();
    watch.alarm('api-5xx', {
      about: 'The API answers with errors of its own. The logs of functions say why.',
      metric: apiErrors,
      from: 5,
    });
    watch.dashboard(
      {
        Requests: [this.api.api.metricCount(), this.api.api.metricClientError(), apiErrors],
        'Milliseconds until an answer': [this.api.api.metricLatency({ statistic: 'p95' })],
        'Errors of functions': [...functions.values()].map((fn) => fn.metricErrors()),
        'Milliseconds of functions (p95)': [...functions.values()].map((fn) =>
          fn.metricDuration({ statistic: 'p95' }),
        ),
        'Age of the oldest job, in seconds': queues.map((queue) => ageOf(queue.main)),
        'Refused by DynamoDB': this.product.tables.map(({ tableName }, index) =>
          tableThrottles(tableName, this.product.tableNames[index] ?? ''),
        ),
      },
      queues.map((queue) => deadLetters(queue.dead)),
    );
  }

  #tell(accounts: Accounts): void {
    const outputs = {
      UserPoolId: accounts.pool.userPoolId,
      UserPoolClientId: accounts.client.userPoolClientId,
      IdentityPoolId: accounts.identities.ref,
      DistributionId: this.edge.distribution.distributionId,
    };
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}

/** Metrics of CloudFront are in us-east-1, and so is the alarm on them. */
export function watchDistribution(foundation: Pick<Foundation, 'watch'>, distributionId: string) {
  foundation.watch.alarm('cloudfront-5xx', {
    about:
      'More than one of a hundred answers of CloudFront is an error: the API or a bucket is away.',
    metric: metricOf(
      'AWS/CloudFront',
      '5xxErrorRate',
      { DistributionId: distributionId, Region: 'Global' },
      'Average',
      'us-east-1',
    ),
    from: 1,
    periods: 2,
  });
}

export function validated(scope: Construct, { domain }: Installation, zone: Foundation['zone']) {
  return new Certificate(scope, 'Certificate', {
    domainName: domain,
    validation: CertificateValidation.fromDns(zone),
  });
}

/** Where pages send requests besides their own address: uploads, sign-in, and pages for it. */
function connectsOf(installation: Installation, accounts: Accounts): string[] {
  const { region } = installation;
  return [
    uploadOrigin(installation),
    `https://cognito-idp.${region}.amazonaws.com`,
    `https://${accounts.domain.domainName}.auth.${region}.amazoncognito.com`,
  ];
}
