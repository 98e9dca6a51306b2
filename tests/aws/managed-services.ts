import {
  type FunctionName,
  functions,
  type MadrigalFunction,
  type Permission,
} from '../../infra/aws/src/functions.ts';
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
 * The Parameter Store with these secrets, SES and SNS, each for functions that `infra/aws/src/functions.ts`
 * gives secrets, mails and texts to.
 */
export async function startManagedServices(
  secrets: Env,
  stack: AsyncDisposableStack,
): Promise<ManagedServices> {
  const named = new Map(Object.entries(secrets).map(([name, text]) => [pathOf(name), text]));
  const read = new Map<string, Set<string>>();
  const parameters = await startScriptedServer((request) => readParameters(request, named, read));
  const ses = await startScriptedServer((request) =>
    may(request, 'mail') ? { status: 200, body: '{"MessageId":"1"}' } : NOT_AUTHORIZED,
  );
  const sns = await startScriptedServer((request) =>
    may(request, 'sms') ? { status: 200, body: PUBLISHED } : NOT_PUBLISHED,
  );
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

const NOT_AUTHORIZED: Answer = {
  status: 403,
  headers: { 'x-amzn-errortype': 'AccessDeniedException' },
  body: '{"message":"Not authorized"}',
};
const NOT_PUBLISHED: Answer = {
  status: 403,
  body: '<ErrorResponse><Error><Code>AuthorizationError</Code><Message>Not authorized</Message></Error></ErrorResponse>',
};

/** The function that asks, by its credentials; none for those of anybody else. */
function whoAsks({ headers }: SeenRequest): FunctionName | undefined {
  const name = KEY.exec(String(headers.authorization))?.[1] as FunctionName | undefined;
  return headers['x-amz-security-token'] === SESSION ? name : undefined;
}

function may(request: SeenRequest, permission: Permission): boolean {
  const asks = whoAsks(request);
  const traits: MadrigalFunction | undefined = asks && functions[asks];
  return traits?.may.includes(permission) ?? false;
}

/** `GetParameters` ("AWS Systems Manager API Reference"), for whoever may. */
function readParameters(
  request: SeenRequest,
  named: ReadonlyMap<string, string>,
  read: Map<string, Set<string>>,
): Answer {
  const asks = whoAsks(request);
  const { Names, WithDecryption } = JSON.parse(request.body) as {
    Names: string[];
    WithDecryption: boolean;
  };
  const allowed = new Set(asks && functions[asks].secrets.map(pathOf));
  if (!asks || !Names.every((each) => allowed.has(each))) {
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
