import { Stack } from 'aws-cdk-lib';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { Effect, type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { actionsOf, listActions, queueActions } from './actions.ts';
import type { Permission, SecretSetting } from './functions.ts';
import { type JobKind, secretName } from './names.ts';
import type { Product } from './product.ts';

/** Gives a role what it may, and no more: each permission on the resources it is about. */
export function grant(role: IRole, product: Product, may: readonly Permission[]): void {
  for (const permission of may) {
    if (permission === 'sms') grantSms(role);
    else allow(role, actionsOf[permission], resourcesOf(product, permission));
  }
  for (const store of ['raw', 'processed'] as const) {
    // Without it S3 answers "forbidden" where a key is missing.
    const touches = may.some((permission) => permission.startsWith(`${store}:`));
    if (touches) allow(role, listActions, [product.buckets[store].bucketArn]);
  }
}

/** Lets somebody read these secrets, by way of the parameter store. */
export function grantSecrets(
  role: IRole,
  { secrets, installation }: Product,
  names: readonly SecretSetting[],
): void {
  if (names.length === 0) return;
  const parameters = names.map((setting) =>
    Stack.of(role).formatArn({
      service: 'ssm',
      resource: 'parameter',
      resourceName: `aws/reference/secretsmanager/${secretName(installation.name, setting)}`,
    }),
  );
  allow(role, ['ssm:GetParameters'], parameters);
  for (const name of names) secrets[name].grantRead(role);
}

/** Lets somebody ask for jobs of these kinds, and look up all queues by their names. */
export function grantQueues(role: IRole, product: Product, sends: readonly JobKind[]): void {
  const queues = [...product.queues.values()];
  const all = queues.flatMap(({ main, dead }) => [main.queueArn, dead.queueArn]);
  allow(role, queueActions.look, all);
  if (sends.length === 0) return;
  const targets = queues.filter(({ kind }) => sends.includes(kind));
  allow(
    role,
    queueActions.send,
    targets.map(({ main }) => main.queueArn),
  );
}

/** Lets somebody take jobs of these kinds, give them back unfinished, and bury those that cannot be done. */
export function grantWork(role: IRole, product: Product, does: readonly JobKind[]): void {
  const queues = [...product.queues.values()].filter(({ kind }) => does.includes(kind));
  allow(
    role,
    queueActions.work,
    queues.map(({ main }) => main.queueArn),
  );
  allow(
    role,
    queueActions.send,
    queues.flatMap(({ main, dead }) => [main.queueArn, dead.queueArn]),
  );
}

function resourcesOf(product: Product, permission: Exclude<Permission, 'sms'>): string[] {
  const { buckets, tables, accounts, queues, mail } = product;
  const [area] = permission.split(':');
  switch (area) {
    case 'data':
      return tables.flatMap(({ tableArn }) => [tableArn, `${tableArn}/index/*`]);
    case 'raw':
      return [buckets.raw.arnForObjects('*')];
    case 'processed':
      return [buckets.processed.arnForObjects('*')];
    case 'accounts':
      return accounts ? [accounts.pool.userPoolArn] : [];
    case 'queues':
      return [...queues.values()].flatMap(({ main, dead }) =>
        permission === 'queues:measure' ? [main.queueArn, dead.queueArn] : [dead.queueArn],
      );
    default:
      return [mail.identityArn, mail.configurationSetArn];
  }
}

/** Texts go to phone numbers, which have no ARN: everything that has one is excluded instead. */
function grantSms(role: IRole): void {
  const statement = { actions: actionsOf.sms as string[] };
  role.addToPrincipalPolicy(new PolicyStatement({ ...statement, resources: ['*'] }));
  role.addToPrincipalPolicy(
    new PolicyStatement({
      ...statement,
      effect: Effect.DENY,
      resources: [`arn:aws:sns:*:${Stack.of(role).account}:*`],
    }),
  );
}

function allow(
  to: IGrantable & IRole,
  actions: readonly string[],
  resources: readonly string[],
): void {
  if (resources.length === 0) return;
  to.addToPrincipalPolicy(
    new PolicyStatement({ actions: [...actions], resources: [...resources] }),
  );
}
