import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { loadFunctionConfig } from '../../../packages/server/src/config/function-config.ts';
import { type ConfigSources, loadConfig } from '../../../packages/server/src/config/load-config.ts';
import { settings } from '../../../packages/server/src/config/settings.ts';
import { synthesise } from './template.ts';

const serverless = synthesise('serverless', { sms: true });
const containers = synthesise('containers');

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
/** What secrets hold. */
const secretTexts: Readonly<Record<string, string>> = {
  AUTH_SECRET: 'a'.repeat(43),
  SEALING_SECRET: 's'.repeat(43),
  ORIGIN_SECRET: 'o'.repeat(43),
  EDGE_SIGNING_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  DATABASE_PASSWORD: 'p'.repeat(43),
};
/** Read by Node. */
const notOurs = ['NODE_ENV', 'NODE_OPTIONS', 'NODE_EXTRA_CA_CERTS'];

const machine: Omit<ConfigSources, 'env'> = {
  argv: [],
  cwd: '/app',
  files: { read: () => null, faultOfFolder: () => null, faultOfProgram: () => null },
};

/** What CloudFormation makes of a value: ids and names of what it created. */
function resolved(value: unknown): string {
  if (typeof value === 'string') return value;
  const [[kind, argument] = []] = Object.entries(value as Record<string, unknown>);
  if (kind === 'Fn::Join') {
    const [by, parts] = argument as [string, unknown[]];
    return parts.map(resolved).join(by);
  }
  // Keys of CloudFront have names in capitals.
  if (kind === 'Ref' && /^SigningKeys/.test(String(argument))) return 'K2JCJMDEHXQW5F';
  if (kind === 'Ref') return String(argument).toLowerCase().slice(0, 40);
  return `${(argument as string[])[1]}.example`.toLowerCase().replace('endpoint.address', 'db');
}

type Variables = Record<string, string>;

const ownAccounts = synthesise('serverless', { accounts: 'better-auth' });

const functionsOf = ({ ofType }: Pick<typeof serverless, 'ofType'>) =>
  ofType('AWS::Lambda::Function')
    .filter(({ Properties }) => String(Properties.FunctionName).startsWith('music-'))
    .map(({ Properties }) => {
      const told = Properties.Environment.Variables as Record<string, unknown>;
      const entries = Object.entries(told).map(([name, value]) => [name, resolved(value)]);
      return [String(Properties.FunctionName), Object.fromEntries(entries) as Variables] as const;
    });

const ofFunctions = functionsOf(serverless);

/** As which service a function of requests runs (entry/lambda/runtime/http-function.ts). */
const services: Readonly<Record<string, string>> = {
  user: 'user',
  song: 'song',
  playlist: 'song',
  favourite: 'song',
  history: 'song',
  'upload-media': 'admin',
  'retrieve-media': 'photo',
  admin: 'admin',
};

/** Loads what a function is told as it does itself, secrets by way of the parameter store. */
function loadOfFunction(name: string, env: Variables) {
  const read = async (_: string, names: readonly string[]) =>
    new Map(names.map((each) => [each, secretTexts[each.split('/').at(-1) ?? ''] ?? '']));
  const service = services[name.slice('music-'.length)] ?? 'worker';
  return loadFunctionConfig([`--services=${service}`], read, env);
}

interface Container {
  Name: string;
  Environment?: { Name: string; Value: unknown }[];
  Secrets?: { Name: string }[];
}

const ofTasks = [serverless, containers].flatMap(({ ofType, stack }) =>
  ofType('AWS::ECS::TaskDefinition')
    .filter(({ Properties }) => !String(Properties.Family).endsWith('-gateway'))
    .flatMap(({ Properties }) =>
      (Properties.ContainerDefinitions as Container[]).map((container) => {
        const told = (container.Environment ?? []).map(({ Name, Value }) => [
          Name,
          resolved(Value),
        ]);
        const secret = (container.Secrets ?? []).map(({ Name }) => [Name, secretTexts[Name]]);
        const env = Object.fromEntries([...told, ...secret]) as Variables;
        const { installation } = stack.product;
        return [`${installation.composition} ${Properties.Family} ${container.Name}`, env] as const;
      }),
    ),
);

const all = [...ofFunctions, ...ofTasks];

describe('what processes are told', () => {
  it('is asked of all of them', () => {
    expect(ofFunctions).toHaveLength(16);
    expect(ofTasks.length).toBeGreaterThan(20);
  });

  it.each(all)('are settings that exist: %s', (_, env) => {
    const known = new Set([...Object.keys(settings), ...notOurs]);
    expect(Object.keys(env).filter((name) => !known.has(name))).toEqual([]);
  });

  it.each(ofFunctions)('is enough to start: %s', async (name, env) => {
    const { database, shape } = await loadOfFunction(name, env);
    expect(shape).toBe('aws');
    expect(database).toMatchObject({ connectionString: expect.stringContaining(':ppp') });
  });

  it.each(functionsOf(ownAccounts))(
    'is enough to start with accounts of ours: %s',
    async (name, env) => {
      const { accounts } = await loadOfFunction(name, env);
      expect(accounts.userPool).toBeNull();
      const { ofType } = ownAccounts;
      expect(ofType('AWS::ApiGatewayV2::Authorizer')).toEqual([]);
    },
  );

  it.each(ofTasks)('is enough to start: %s', (_, env) => {
    expect(() => loadConfig({ ...machine, env })).not.toThrow();
  });

  it.each(all)('comes from the secret where it is one: %s', (name, env) => {
    const secret = Object.keys(env).filter(
      (setting) => (settings as Record<string, { secret?: boolean }>)[setting]?.secret,
    );
    // The address of the database has no password in it.
    for (const setting of secret.filter((each) => each !== 'DATABASE_URL')) {
      const kept = [secretTexts[setting], `ssm:/aws/reference/secretsmanager/music/${setting}`];
      expect(kept, `${name} ${setting}`).toContain(env[setting]);
    }
    if (env.DATABASE_URL) expect(new URL(env.DATABASE_URL).password).toBe('');
  });
});

describe('who is told what', () => {
  const told = (name: string) => Object.keys(ofTasks.find(([each]) => each === name)?.[1] ?? {});

  it('an edge has public keys and no other secret', () => {
    const names = told('containers music-edge main');
    expect(names).toContain('EDGE_PUBLIC_KEY');
    expect(names).not.toContain('EDGE_SIGNING_KEY');
    expect(names.filter((name) => name in secretTexts)).toEqual([]);
  });

  it('functions of jobs are not told what only requests need', () => {
    const mail = Object.keys(ofFunctions.find(([name]) => name === 'music-mail')?.[1] ?? {});
    expect(mail).not.toContain('SEALING_SECRET');
    expect(mail).not.toContain('ORIGIN_SECRET');
  });

  it('functions sign with the key that CloudFront knows', async () => {
    for (const [name, env] of ofFunctions) {
      expect((await loadOfFunction(name, env)).delivery.keyPairId, name).toBe('K2JCJMDEHXQW5F');
    }
  });
});
