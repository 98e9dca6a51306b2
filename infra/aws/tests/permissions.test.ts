import { describe, expect, it } from 'vitest';
import { actionsOf } from '../src/actions.ts';
import { functionEntries } from '../src/functions.ts';
import { allowedTo, roleIdOf, synthesise } from './template.ts';

const serverless = synthesise('serverless', { sms: true });
const containers = synthesise('containers');

/** What every function may, whatever it is for. */
const ALWAYS = [
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'logs:CreateLogStream',
  'logs:PutLogEvents',
  'sqs:GetQueueUrl',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
];
/** What reading a setting that is a secret takes. */
const SECRETS = [
  'secretsmanager:DescribeSecret',
  'secretsmanager:GetSecretValue',
  'ssm:GetParameters',
];
/** What Lambda does in the name of a function that it hands messages to, and the function with them. */
const TAKES = [
  'sqs:ChangeMessageVisibility',
  'sqs:DeleteMessage',
  'sqs:GetQueueAttributes',
  'sqs:ReceiveMessage',
];

const lambdas = new Map(
  serverless
    .ofType('AWS::Lambda::Function')
    .filter(({ Properties }) => String(Properties.FunctionName).startsWith('music-'))
    .map((fn) => [String(fn.Properties.FunctionName).slice('music-'.length), fn]),
);
const actionsAllowed = (name: string) => [
  ...new Set(
    allowedTo(serverless, roleIdOf(lambdas.get(name)?.Properties.Role)).map(({ action }) => action),
  ),
];

/** What the table in src/functions.ts comes to, written out: a permission that slips in is seen here. */
const S3 = {
  read: ['s3:GetObject', 's3:ListBucket'],
  parts: ['s3:ListMultipartUploadParts'],
  write: ['s3:AbortMultipartUpload', 's3:PutObject'],
  remove: ['s3:AbortMultipartUpload', 's3:DeleteObject'],
};
const DATA = [...actionsOf.data];
const SENDS = ['sqs:SendMessage'];
const LOOKS_AT_ACCOUNTS = [...actionsOf['accounts:read']];
const DOES_JOBS = [...TAKES, ...SENDS];
const MAKES_MEDIA = [...DATA, ...S3.read, ...S3.parts, ...S3.write, ...S3.remove, ...DOES_JOBS];

const expected: Record<string, string[]> = {
  user: [
    ...DATA,
    ...S3.read,
    ...S3.remove,
    ...SENDS,
    'cognito-idp:AdminAddUserToGroup',
    'cognito-idp:AdminCreateUser',
    'cognito-idp:AdminDeleteUser',
    'cognito-idp:AdminGetUser',
    'cognito-idp:AdminInitiateAuth',
    'cognito-idp:AdminListGroupsForUser',
    'cognito-idp:AdminRemoveUserFromGroup',
    'cognito-idp:AdminSetUserPassword',
    'cognito-idp:AdminUpdateUserAttributes',
    'cognito-idp:AdminUserGlobalSignOut',
    'cognito-idp:ListUsers',
    'cognito-idp:ListUsersInGroup',
  ],
  song: [...DATA, ...SENDS, ...LOOKS_AT_ACCOUNTS],
  playlist: [...DATA, 's3:ListBucket', 's3:DeleteObject', ...LOOKS_AT_ACCOUNTS],
  favourite: [...DATA],
  history: [...DATA],
  'upload-media': [...DATA, ...S3.read, ...S3.parts, ...S3.write, ...S3.remove, ...SENDS],
  'retrieve-media': [...DATA, ...S3.read, ...S3.parts, 's3:DeleteObject', ...SENDS],
  admin: [
    ...DATA,
    ...S3.read,
    ...S3.write,
    's3:DeleteObject',
    ...SENDS,
    ...TAKES,
    ...LOOKS_AT_ACCOUNTS,
  ],
  'media-dispatcher': MAKES_MEDIA,
  image: MAKES_MEDIA,
  video: MAKES_MEDIA,
  audio: MAKES_MEDIA,
  slideshow: [
    ...DATA,
    ...S3.read,
    ...S3.parts,
    ...S3.write,
    ...S3.remove,
    ...SENDS,
    ...TAKES,
    ...LOOKS_AT_ACCOUNTS,
  ],
  mail: [...DOES_JOBS, 'ses:SendEmail', 'sns:Publish'],
  migrate: [],
  sweep: [
    ...DATA,
    's3:ListBucket',
    ...S3.remove,
    ...SENDS,
    'sqs:ChangeMessageVisibility',
    'sqs:ReceiveMessage',
  ],
};

describe('functions', () => {
  it('are all there', () => {
    expect([...lambdas.keys()].toSorted()).toEqual(Object.keys(expected).toSorted());
    expect(functionEntries.map(([name]) => name).toSorted()).toEqual(
      Object.keys(expected).toSorted(),
    );
  });

  it.each(Object.keys(expected))('%s may do what it is for, and nothing else', (name) => {
    const wanted = new Set([...ALWAYS, ...SECRETS, ...(expected[name] ?? [])]);
    expect(actionsAllowed(name).toSorted()).toEqual([...wanted].toSorted());
  });

  it('have a role each', () => {
    const roles = [...lambdas.values()].map(({ Properties }) => roleIdOf(Properties.Role));
    expect(new Set(roles).size).toBe(lambdas.size);
  });

  const on = (name: string, action: string) =>
    allowedTo(serverless, roleIdOf(lambdas.get(name)?.Properties.Role))
      .filter((allowed) => allowed.action === action)
      .map(({ resource }) => resource)
      .join();

  it('touch the store they are for: what only reads never writes, requests never put bytes', () => {
    expect(on('upload-media', 's3:PutObject')).toMatch(/BucketsRaw/);
    expect(on('upload-media', 's3:PutObject')).not.toMatch(/BucketsProcessed/);
    expect(on('image', 's3:PutObject')).not.toMatch(/BucketsRaw/);
    expect(on('image', 's3:DeleteObject')).not.toMatch(/BucketsRaw/);
    expect(on('upload-media', 'sqs:SendMessage')).toMatch(/mediadispatchMain/);
    expect(on('upload-media', 'sqs:SendMessage')).not.toMatch(/process/);
    expect(on('audio', 'sqs:SendMessage')).toMatch(/audioencode/);
    expect(on('audio', 'sqs:SendMessage')).not.toMatch(/mail/);
    for (const action of ['sqs:ReceiveMessage', 'sqs:DeleteMessage']) {
      expect(on('admin', action)).toMatch(/Dead/);
      expect(on('admin', action)).not.toMatch(/Main/);
    }
    expect(on('playlist', 's3:DeleteObject')).toMatch(/BucketsProcessed/);
    expect(on('playlist', 's3:DeleteObject')).not.toMatch(/BucketsRaw/);
  });

  it('sign only what they may read themselves, originals of photos, and make slideshows of those', () => {
    expect(on('retrieve-media', 's3:GetObject')).toMatch(/BucketsRaw/);
    expect(on('slideshow', 's3:GetObject')).toMatch(/BucketsRaw/);
  });

  it('that show shared photos may have them made again', () => {
    expect(on('user', 'sqs:SendMessage')).toMatch(/imageprocess.*videoprocess/);
  });

  it.each(
    functionEntries.flatMap(([name, fn]) => (fn.by === 'jobs' ? [[name, fn.does] as const] : [])),
  )('%s gives jobs back and buries them, its own alone', (name, does) => {
    const queues = on(name, 'sqs:SendMessage');
    const kinds = does.map((kind) => kind.replace('.', ''));
    const buries = [...queues.matchAll(/Queues([a-z]+)Dead/g)].map(([, kind]) => kind);
    expect(new Set(buries)).toEqual(new Set(kinds));
    for (const kind of kinds) expect(queues).toContain(`Queues${kind}Main`);
  });

  it('read the secrets they need, and no others', () => {
    const secretsOf = (name: string) =>
      allowedTo(serverless, roleIdOf(lambdas.get(name)?.Properties.Role))
        .filter(({ action }) => action === 'ssm:GetParameters')
        .map(({ resource }) => /music\/([A-Z_]+)/.exec(resource)?.[1]);
    expect(secretsOf('mail').toSorted()).toEqual([
      'AUTH_SECRET',
      'DATABASE_PASSWORD',
      'EDGE_SIGNING_KEY',
    ]);
    expect(secretsOf('song')).toContain('SEALING_SECRET');
  });

  it('send texts to phones only: topics are denied', () => {
    const policies = serverless.ofType('AWS::IAM::Policy').map((policy) => JSON.stringify(policy));
    const ofMail = policies.find((text) => text.includes('sns:Publish'));
    expect(ofMail).toMatch(/"Effect":"Deny","Resource":\{"Fn::Join":\["",\["arn:aws:sns:\*:/);
  });
});

describe('containers', () => {
  const on = (made: typeof containers | typeof serverless, family: string, action: string) => {
    const task = made
      .ofType('AWS::ECS::TaskDefinition')
      .find(({ Properties }) => Properties.Family === family);
    return allowedTo(made, roleIdOf(task?.Properties.TaskRoleArn))
      .filter((allowed) => allowed.action === action)
      .map(({ resource }) => resource)
      .join();
  };
  it('that hand out originals may read them', () => {
    expect(on(containers, 'music-photo', 's3:GetObject')).toMatch(/BucketsRaw/);
  });

  it('that delete playlists may delete their covers', () => {
    expect(on(containers, 'music-song', 's3:DeleteObject')).toMatch(/BucketsProcessed/);
    expect(on(containers, 'music-song', 's3:DeleteObject')).not.toMatch(/BucketsRaw/);
  });

  it('that render beside functions look up whom to write to', () => {
    const action = 'cognito-idp:ListUsers';
    expect(on(serverless, 'music-worker-slideshow', action)).toMatch(/AccountsPool/);
  });
});

describe('nobody', () => {
  it.each([
    ['serverless', serverless],
    ['containers', containers],
  ] as const)('may do everything to something, %s', (_, { ofType }) => {
    const statements = ofType('AWS::IAM::Policy')
      .filter(({ id }) => !/^(Custom|BucketNotifications|AWS)/.test(id))
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
      .filter(({ Effect }) => Effect === 'Allow');
    expect(statements.length).toBeGreaterThan(20);
    for (const { Action } of statements) expect(JSON.stringify(Action)).not.toContain('*');
  });
});

describe('browsers', () => {
  const roleOf = (name: string) =>
    serverless.ofType('AWS::IAM::Role').find(({ id }) => id.startsWith(`Accounts${name}`))?.id ??
    '';

  it('of people write below their own prefix of raw and read the catalogue', () => {
    const allowed = allowedTo(serverless, roleOf('SignedIn'));
    expect(allowed.map(({ action }) => action).toSorted()).toEqual([
      's3:GetObject',
      's3:GetObject',
      's3:PutObject',
    ]);
    const put = allowed.find(({ action }) => action === 's3:PutObject')?.resource;
    expect(put).toMatch(/BucketsRaw.*"\/uploads\/\$\{aws:PrincipalTag\/account\}\/\*"/);
    for (const { resource } of allowed.filter(({ action }) => action === 's3:GetObject')) {
      expect(resource).toMatch(/BucketsProcessed.*"\/library\/(songs|albums)\/\*"/);
    }
    expect(
      serverless.ofType('AWS::Cognito::IdentityPoolPrincipalTag')[0]?.Properties,
    ).toMatchObject({ PrincipalTags: { account: 'sub' }, UseDefaults: false });
  });

  it('of visitors read what is public of processed', () => {
    const allowed = allowedTo(serverless, roleOf('Visitor'));
    expect(allowed).toHaveLength(1);
    expect(allowed[0]?.action).toBe('s3:GetObject');
    expect(allowed[0]?.resource).toMatch(/BucketsProcessed.*"\/public\/\*"/);
  });

  it('get roles of this pool alone', () => {
    const trust = serverless
      .ofType('AWS::IAM::Role')
      .filter(({ id }) => /^Accounts(SignedIn|Visitor)/.test(id))
      .map(({ Properties }) => Properties.AssumeRolePolicyDocument.Statement[0].Condition);
    expect(trust).toHaveLength(2);
    for (const condition of trust) {
      expect(condition.StringEquals).toEqual({
        'cognito-identity.amazonaws.com:aud': { Ref: expect.stringMatching(/^AccountsIdentities/) },
      });
    }
  });
});
