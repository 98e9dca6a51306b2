import { type FunctionName, functionEntries } from '../../infra/aws/src/functions.ts';
import { type FateOf, type FaultyWay, refused, startFaultyWay } from './faulty-way.ts';
import { actsOf, createRights, type GuardedService, unneededBy } from './rights.ts';

type Env = Readonly<Record<string, string>>;

interface GuardedWays {
  /** Settings by which a function finds its ways. */
  envOf(name: FunctionName): Env;
  /** Where browsers find S3: who signed a URL must be allowed what it does. */
  publicEndpoints: readonly string[];
  /** What functions asked for and their roles do not allow, each once. */
  refusals(): readonly string[];
  /** What roles allow and functions never did. */
  unneeded(): readonly string[];
  /** How many calls of functions failed on their way. */
  faults(): number;
}

/**
 * What IAM is to functions: ways of their own to each service, which refuse what the role of a function does
 * not allow. What is allowed meets its fate.
 */
export async function openGuardedWays(
  targets: Readonly<Record<GuardedService, string>>,
  fates: Readonly<Record<GuardedService, FateOf>>,
  stack: AsyncDisposableStack,
): Promise<GuardedWays> {
  const refusals = new Set<string>();
  const did = new Map<FunctionName, Set<string>>(
    functionEntries.map(([name]) => [name, new Set()]),
  );
  const ways: FaultyWay[] = [];
  const open = async (name: FunctionName, service: GuardedService, fateOf: FateOf) => {
    const mayDo = createRights(name);
    const guard: FateOf = (request, body) => {
      // Browsers ask before they put something elsewhere; that takes no right.
      if (request.method === 'OPTIONS') return 'pass';
      const acts = actsOf(service, request, body);
      const forbidden = acts.filter((act) => !mayDo(act));
      for (const act of acts) did.get(name)?.add(String(act));
      for (const [action, on] of forbidden) refusals.add(`${name}: ${action} on ${on}`);
      return forbidden.length > 0 ? refused[service] : fateOf(request, body);
    };
    const way = await startFaultyWay(targets[service], guard, { reads: service !== 's3' });
    stack.defer(() => way.dispose());
    ways.push(way);
    return way.endpoint;
  };
  const envs = new Map<FunctionName, Env & { S3_PUBLIC_ENDPOINT: string }>();
  for (const [name] of functionEntries) {
    envs.set(name, {
      S3_ENDPOINT: await open(name, 's3', fates.s3),
      S3_PUBLIC_ENDPOINT: await open(name, 's3', () => 'pass'),
      SQS_ENDPOINT: await open(name, 'sqs', fates.sqs),
      DYNAMODB_ENDPOINT: await open(name, 'dynamodb', fates.dynamodb),
    });
  }
  return {
    envOf: (name) => envs.get(name) ?? {},
    publicEndpoints: [...envs.values()].map((env) => env.S3_PUBLIC_ENDPOINT),
    refusals: () => [...refusals].sort(),
    unneeded: () =>
      [...did].flatMap(([name, acts]) => unneededBy(name, acts).map((each) => `${name}: ${each}`)),
    faults: () => ways.reduce((sum, way) => sum + way.faults(), 0),
  };
}
