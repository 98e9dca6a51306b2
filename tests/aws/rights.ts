import type { IncomingMessage } from 'node:http';
import { actionsOf, listActions, queueActions } from '../../infra/aws/src/actions.ts';
import {
  type FunctionName,
  functions,
  type MadrigalFunction,
  type Permission,
} from '../../infra/aws/src/functions.ts';
import { type JobKind, jobKinds } from '../../infra/aws/src/names.ts';

/** Services of AWS that a function asks for what its role must allow. */
export type GuardedService = 's3' | 'sqs' | 'dynamodb';

/** An action as IAM names it, and what it is done to: `raw`, `mail-send`, `mail-send-dead`, or `table`. */
type Act = readonly [action: string, on: string];

/** What a request does, as IAM sees it; what is not understood is an act that nobody may. */
export function actsOf(
  service: GuardedService,
  request: Pick<IncomingMessage, 'method' | 'url' | 'headers'>,
  body: string,
): Act[] {
  if (service === 's3') return actsOnS3(request);
  const action = String(request.headers['x-amz-target'] ?? '').split('.')[1] ?? 'nothing';
  return service === 'sqs' ? [actOnSqs(action, body)] : actsOnTables(action, body);
}

/** Jobs that workers beside functions do in a deployment, by the function that does them here. */
const insteadOfWorkers: Readonly<Partial<Record<FunctionName, readonly JobKind[]>>> = {
  slideshow: ['slideshow.render'],
};

/** Whether the table of functions (`infra/aws/src/functions.ts`) lets one do this. */
export function createRights(name: FunctionName): (act: Act) => boolean {
  const traits: MadrigalFunction = functions[name];
  const does = [...(traits.by === 'jobs' ? traits.does : []), ...(insteadOfWorkers[name] ?? [])];
  const allowed = new Set([...storesAndTables(traits), ...queuesOf(traits, does)].map(String));
  return (act) => allowed.has(String(act));
}

function storesAndTables({ may }: MadrigalFunction): Act[] {
  return may.flatMap((permission): Act[] => {
    const [area = ''] = permission.split(':');
    if (area !== 'raw' && area !== 'processed' && area !== 'data') return [];
    const on = area === 'data' ? 'table' : area;
    const actions = area === 'data' ? actionsOf.data : [...actionsOf[permission], ...listActions];
    return actions.map((action) => [action, on]);
  });
}

function queuesOf(traits: MadrigalFunction, does: readonly JobKind[]): Act[] {
  const { look, send, work } = queueActions;
  const main = (kinds: readonly JobKind[]) => kinds.map((kind) => kind.replaceAll('.', '-'));
  const dead = (kinds: readonly JobKind[]) => main(kinds).map((queue) => `${queue}-dead`);
  const all = [...main(jobKinds), ...dead(jobKinds)];
  const acts = (actions: readonly string[], queues: readonly string[]): Act[] =>
    actions.flatMap((action) => queues.map((queue): Act => [action, queue]));
  return [
    ...acts(look, all),
    ...acts(send, [...main(traits.sends), ...main(does), ...dead(does)]),
    ...acts(work, main(does)),
    ...(traits.may.includes('queues:measure') ? acts(actionsOf['queues:measure'], all) : []),
    ...(['queues:dead', 'queues:revive'] as const)
      .filter((permission) => traits.may.includes(permission))
      .flatMap((permission) => acts(actionsOf[permission], dead(jobKinds))),
  ];
}

/**
 * What the table of functions lets one do, in its own words (`raw:read`, `sends mail.send`), and none of these
 * acts needed. Of a permission the first action counts, which no other one has.
 */
export function unneededBy(name: FunctionName, acts: ReadonlySet<string>): string[] {
  const { may, sends }: MadrigalFunction = functions[name];
  const did = (actions: readonly string[], on: RegExp) =>
    [...acts].some((act) => {
      const [action = '', where = ''] = act.split(',');
      return actions.includes(action) && on.test(where);
    });
  const isNeeded = (permission: Permission) => {
    const [area = ''] = permission.split(':');
    if (area === 'data') return did(actionsOf.data, /^table$/);
    if (area === 'queues') {
      return did(
        actionsOf[permission].slice(0, 1),
        permission === 'queues:measure' ? /./ : /-dead$/,
      );
    }
    // Nobody guards the way to other services.
    const isGuarded = area === 'raw' || area === 'processed';
    return !isGuarded || did(actionsOf[permission].slice(0, 1), new RegExp(`^${area}$`));
  };
  const isSent = (kind: JobKind) =>
    did(queueActions.send, new RegExp(`^${kind.replaceAll('.', '-')}$`));
  return [
    ...may.filter((permission) => !isNeeded(permission)),
    ...sends.filter((kind) => !isSent(kind)).map((kind) => `sends ${kind}`),
  ];
}

/** Path-style requests, by "Actions, resources, and condition keys for Amazon S3". */
function actsOnS3({ method = 'GET', url = '/', headers }: Parameters<typeof actsOf>[1]): Act[] {
  const { pathname, searchParams: query } = new URL(url, 'http://s3');
  const [, bucket = '', ...key] = pathname.split('/');
  const store = bucket.split('-').at(-1) ?? '';
  if (key.join('/') === '') {
    if (method === 'POST' && query.has('delete')) return [['s3:DeleteObject', store]];
    const lists = method === 'HEAD' || (method === 'GET' && query.has('list-type'));
    return [[lists ? 's3:ListBucket' : `s3:${method} ${[...query.keys()]}`, store]];
  }
  const isPart = query.has('uploadId');
  if (method === 'GET' || method === 'HEAD') {
    return [[isPart ? 's3:ListMultipartUploadParts' : 's3:GetObject', store]];
  }
  if (method === 'DELETE') {
    return [[isPart ? 's3:AbortMultipartUpload' : 's3:DeleteObject', store]];
  }
  const source = headers['x-amz-copy-source'];
  const copies: Act[] =
    typeof source === 'string'
      ? actsOnS3({ method: 'GET', url: `/${source.replace(/^\//, '')}`, headers: {} })
      : [];
  return [['s3:PutObject', store], ...copies];
}

function actOnSqs(action: string, body: string): Act {
  const { QueueUrl, QueueName } = JSON.parse(body || '{}') as Record<string, string>;
  const queue = (QueueUrl ?? QueueName ?? '').split('/').at(-1) ?? '';
  // The installation's name has no hyphen.
  return [`sqs:${action.replace(/Batch$/, '')}`, queue.slice(queue.indexOf('-') + 1)];
}

/** A transaction takes the right to each of its parts. */
function actsOnTables(action: string, body: string): Act[] {
  if (!action.startsWith('Transact')) return [[`dynamodb:${action}`, 'table']];
  const { TransactItems = [] } = JSON.parse(body) as { TransactItems?: Record<string, unknown>[] };
  const parts: Record<string, string> = {
    ConditionCheck: 'ConditionCheckItem',
    Delete: 'DeleteItem',
    Get: 'GetItem',
    Put: 'PutItem',
    Update: 'UpdateItem',
  };
  return TransactItems.flatMap((item) => Object.keys(item)).map(
    (part): Act => [`dynamodb:${parts[part] ?? part}`, 'table'],
  );
}
