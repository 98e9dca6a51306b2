import { type FunctionName, functions } from '../../infra/aws/src/functions.ts';
import { secretReference } from '../../infra/aws/src/names.ts';
import {
  type Answer,
  type SeenRequest,
  startScriptedServer,
} from '../../packages/adapters/src/shared/testing/scripted-server.ts';

type Env = Readonly<Record<string, string>>;

/** What functions told services of AWS that nothing else stands for here. */
export interface ManagedServices {
  /** What Lambda has in the environment of a function, with its secrets as they are deployed. */
  envOf(name: FunctionName): Env;
  /** Requests to SES (`SendEmail`), as they came. */
  mails: readonly SeenRequest[];
  /** Requests to SNS (`Publish`), as they came. */
  texts: readonly SeenRequest[];
  /** Which secrets a function has read. */
  secretsReadBy(name: FunctionName): string[];
}

const INSTALLATION = 'music';
const pathOf = (setting: string) => secretReference(INSTALLATION, setting).replace(/^ssm:/, '');
/** By which a service knows who asks: each function has credentials of its own. */
const keyOf = (name: FunctionName) => `KEYOF${name}`;
const KEY = /Credential=KEYOF([a-z-]+)\//;
const SESSION = 'session';

/**
 * The Parameter Store with these secrets, each for functions that `infra/aws/src/functions.ts` gives it to, and
 * SES and SNS, which take everything.
 */
export async function startManagedServices(
  secrets: Env,
  stack: AsyncDisposableStack,
): Promise<ManagedServices> {
  const named = new Map(Object.entries(secrets).map(([name, text]) => [pathOf(name), text]));
  const read = new Map<string, Set<string>>();
  const parameters = await startScriptedServer((request) => readParameters(request, named, read));
  const ses = await startScriptedServer([{ status: 200, body: '{"MessageId":"1"}' }]);
  const sns = await startScriptedServer([{ status: 200, body: PUBLISHED }]);
  for (const { dispose } of [parameters, ses, sns]) stack.defer(dispose);
  const shared = {
    AWS_REGION: 'us-east-1',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_SESSION_TOKEN: SESSION,
    AWS_ENDPOINT_URL_SSM: parameters.endpoint,
    SES_ENDPOINT: ses.endpoint,
    SNS_ENDPOINT: sns.endpoint,
  };
  return {
    envOf: (name) => ({
      ...shared,
      AWS_ACCESS_KEY_ID: keyOf(name),
      ...Object.fromEntries(
        functions[name].secrets.map((each) => [each, secretReference(INSTALLATION, each)]),
      ),
    }),
    mails: ses.seen,
    texts: sns.seen,
    secretsReadBy: (name) =>
      [...(read.get(name) ?? [])].map((path) => path.split('/').at(-1) ?? '').sort(),
  };
}

const PUBLISHED =
  '<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>';

/** `GetParameters` ("AWS Systems Manager API Reference"), for whoever may. */
function readParameters(
  { headers, body }: SeenRequest,
  named: ReadonlyMap<string, string>,
  read: Map<string, Set<string>>,
): Answer {
  const asks = KEY.exec(String(headers.authorization))?.[1] as FunctionName | undefined;
  const { Names, WithDecryption } = JSON.parse(body) as {
    Names: string[];
    WithDecryption: boolean;
  };
  const allowed = new Set(asks && functions[asks].secrets.map(pathOf));
  const isKnown = asks && headers['x-amz-security-token'] === SESSION;
  if (!isKnown || !Names.every((each) => allowed.has(each))) {
    return { status: 400, body: '{"__type":"AccessDeniedException","message":"Not authorized"}' };
  }
  const found = Names.filter((each) => named.has(each));
  read.set(asks, new Set([...(read.get(asks) ?? []), ...found]));
  const Parameters = found.map((Name) => ({
    Name,
    Type: 'SecureString',
    Value: WithDecryption ? named.get(Name) : 'AQICAHencrypted',
  }));
  return { status: 200, body: JSON.stringify({ Parameters }) };
}
