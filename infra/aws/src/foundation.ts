import { CfnOutput } from 'aws-cdk-lib';
import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import { type IPublicHostedZone, PublicHostedZone } from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import { Buckets } from './constructs/buckets.ts';
import { Database } from './constructs/database.ts';
import { Mail } from './constructs/mail.ts';
import { Network } from './constructs/network.ts';
import { JobQueues } from './constructs/queues.ts';
import { Secrets } from './constructs/secrets.ts';
import { Tables } from './constructs/tables.ts';
import { Watch } from './constructs/watch.ts';
import type { Installation } from './installation.ts';
import type { Product } from './product.ts';
import type { TableName } from './tables.ts';
import { watchTables } from './watching.ts';

type Common = Omit<Product, 'accounts' | 'signingKeyId'>;

/** What both compositions stand on. */
export interface Foundation {
  zone: IPublicHostedZone;
  buckets: Buckets;
  watch: Watch;
  mail: Mail;
  product: Common;
}

/** Network, database, buckets, queues, tables, the sender of mails, alarms and the budget. */
export function layFoundation(
  scope: Construct,
  installation: Installation,
  tableNames: readonly TableName[],
): Foundation {
  const zone = PublicHostedZone.fromPublicHostedZoneAttributes(scope, 'Zone', {
    hostedZoneId: installation.hostedZone.id,
    zoneName: installation.hostedZone.name,
  });
  const buckets = new Buckets(scope, 'Buckets', installation);
  const queues = new JobQueues(scope, 'Queues', installation).all;
  const tables = new Tables(scope, 'Tables', installation, tableNames).all;
  const secrets = new Secrets(scope, 'Secrets', installation).all;
  const { vpc } = new Network(scope, 'Network', installation);
  const database = new Database(scope, 'Database', installation, {
    vpc,
    password: secrets.DATABASE_PASSWORD,
  });
  const mail = new Mail(scope, 'Mail', installation, zone);
  const watch = new Watch(scope, 'Watch', installation);
  const product: Common = {
    installation,
    buckets,
    queues,
    tables,
    tableNames,
    mail,
    vpc,
    database,
    secrets,
  };
  addBudget(scope, installation);
  watchTables(watch, product, tableNames);
  new CfnOutput(scope, 'PublicUrl', { value: `https://${installation.domain}` });
  new CfnOutput(scope, 'RawBucket', { value: buckets.raw.bucketName });
  new CfnOutput(scope, 'ProcessedBucket', { value: buckets.processed.bucketName });
  return { zone, buckets, watch, mail, product };
}

/** Writes when half of the month's money is spent, all of it, or more is foreseen. */
function addBudget(scope: Construct, { name, budgetUsd, alarmEmail }: Installation): void {
  const subscribers = [{ subscriptionType: 'EMAIL', address: alarmEmail }];
  const when = (notificationType: string, threshold: number) => ({
    notification: { comparisonOperator: 'GREATER_THAN', notificationType, threshold },
    subscribers,
  });
  new CfnBudget(scope, 'Budget', {
    budget: {
      budgetName: name,
      budgetType: 'COST',
      timeUnit: 'MONTHLY',
      budgetLimit: { amount: budgetUsd, unit: 'USD' },
      costFilters: { TagKeyValue: [`user:installation$${name}`] },
    },
    notificationsWithSubscribers: [
      when('ACTUAL', 50),
      when('ACTUAL', 100),
      when('FORECASTED', 100),
    ],
  });
}
