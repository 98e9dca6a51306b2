import { describe, expect, it } from 'vitest';
import { ALARMS } from '../costs/estimate.ts';
import { functionEntries } from '../src/functions.ts';
import { jobKinds } from '../src/names.ts';
import { tableNames } from '../src/tables.ts';
import { circleIn, synthesise } from './template.ts';

const serverless = synthesise('serverless');
const containers = synthesise('containers');
const both = [
  ['serverless', serverless],
  ['containers', containers],
] as const;

describe.each(both)('%s', (_, { ofType, resources, text, size }) => {
  it('has nothing that waits for itself', () => {
    expect(circleIn(resources)).toEqual([]);
    const circle = {
      A: { Type: 'A', Properties: { of: { Ref: 'B' } } },
      B: { Type: 'B', Properties: {}, DependsOn: ['A'] },
    };
    expect(circleIn(circle)).toEqual(['A', 'B', 'A']);
  });

  it('has room for more', () => {
    expect(size).toBeLessThan(450);
  });

  it('has no bucket that is public, unencrypted, or reached without TLS', () => {
    const buckets = ofType('AWS::S3::Bucket');
    expect(buckets).toHaveLength(4);
    const policies = ofType('AWS::S3::BucketPolicy');
    for (const { id, Properties } of buckets) {
      expect(Properties.PublicAccessBlockConfiguration).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
      const [rule] = Properties.BucketEncryption.ServerSideEncryptionConfiguration;
      expect(rule.ServerSideEncryptionByDefault.SSEAlgorithm).toBe('AES256');
      const policy = policies.find((each) => each.Properties.Bucket.Ref === id);
      const denied = policy?.Properties.PolicyDocument.Statement.filter(
        ({ Effect }: { Effect: string }) => Effect === 'Deny',
      );
      expect(JSON.stringify(denied)).toContain('"aws:SecureTransport":"false"');
    }
  });

  it('drops transient renditions after 30 days, unfinished uploads after 4, and keeps the rest', () => {
    const rulesOf = (name: string) =>
      ofType('AWS::S3::Bucket')
        .find(({ Properties }) => String(Properties.BucketName).endsWith(name))
        ?.Properties.LifecycleConfiguration.Rules.map((rule: object) => rule);
    const unfinished = {
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 4 },
      Id: 'unfinished',
      Status: 'Enabled',
    };
    expect(rulesOf('-raw')).toEqual([unfinished]);
    expect(rulesOf('-processed')).toEqual([
      unfinished,
      { ExpirationInDays: 30, Id: 'transient', Prefix: 'transient/', Status: 'Enabled' },
    ]);
  });

  it('lets pages of its own address put files into raw, and see what they became', () => {
    const [raw, ...others] = ofType('AWS::S3::Bucket').filter(
      ({ Properties }) => Properties.CorsConfiguration,
    );
    expect(others).toEqual([]);
    expect(raw?.Properties.BucketName).toMatch(/-raw$/);
    expect(raw?.Properties.CorsConfiguration.CorsRules).toEqual([
      {
        AllowedHeaders: ['*'],
        AllowedMethods: ['PUT'],
        AllowedOrigins: ['https://music.example.org'],
        ExposedHeaders: ['ETag'],
        MaxAge: 3600,
      },
    ]);
  });

  it('keeps what people have when the stack goes, unless it is told not to', () => {
    for (const { id, DeletionPolicy } of ofType('AWS::S3::Bucket')) {
      expect(DeletionPolicy, id).toBe(id.startsWith('BucketsWeb') ? 'Delete' : 'Retain');
    }
    expect(ofType('AWS::RDS::DBInstance')[0]).toMatchObject({
      DeletionPolicy: 'Snapshot',
      Properties: { DeletionProtection: true },
    });
  });

  it('has a database that is encrypted, backed up, asked by TLS, and reached by nobody else', () => {
    const [database] = ofType('AWS::RDS::DBInstance');
    expect(database?.Properties).toMatchObject({
      StorageEncrypted: true,
      BackupRetentionPeriod: 7,
      PubliclyAccessible: false,
      MultiAZ: false,
      Engine: 'postgres',
    });
    const [parameters] = ofType('AWS::RDS::DBParameterGroup');
    expect(parameters?.Properties.Parameters['rds.force_ssl']).toBe('1');
    const intoDatabase = ofType('AWS::EC2::SecurityGroupIngress').filter(({ id }) =>
      id.startsWith('DatabaseAccess'),
    );
    expect(intoDatabase.length).toBeGreaterThan(0);
    for (const { Properties } of intoDatabase) {
      expect(Properties).toMatchObject({ FromPort: 5432, ToPort: 5432 });
      expect(Properties.SourceSecurityGroupId).toBeDefined();
      expect(Properties.CidrIp).toBeUndefined();
    }
  });

  it('has no secret in any template', () => {
    expect(text).not.toMatch(/PRIVATE KEY|"\w+_(SECRET|PASSWORD)":"(?!ssm:)/);
  });

  it('lets no log grow for ever', () => {
    const logs = ofType('AWS::Logs::LogGroup');
    expect(logs.length).toBeGreaterThan(3);
    for (const { id, Properties } of logs) expect(Properties.RetentionInDays, id).toBe(30);
  });

  it('writes to somebody about alarms and money', () => {
    expect(ofType('AWS::SNS::Subscription')[0]?.Properties).toMatchObject({
      Protocol: 'email',
      Endpoint: 'ops@example.org',
    });
    const [budget] = ofType('AWS::Budgets::Budget');
    expect(budget?.Properties.Budget.BudgetLimit).toEqual({ Amount: 50, Unit: 'USD' });
    expect(budget?.Properties.NotificationsWithSubscribers).toHaveLength(3);
  });

  it('sends mail under its own name, by TLS', () => {
    expect(ofType('AWS::SES::EmailIdentity')[0]?.Properties.EmailIdentity).toBe('example.org');
    expect(ofType('AWS::Route53::RecordSet').length).toBeGreaterThanOrEqual(4);
    expect(ofType('AWS::SES::ConfigurationSet')[0]?.Properties).toMatchObject({
      DeliveryOptions: { TlsPolicy: 'REQUIRE' },
    });
  });

  it('has workers that scale by the age of the oldest job, down to none only when none is under way', () => {
    const policies = ofType('AWS::ApplicationAutoScaling::ScalingPolicy').filter(
      ({ Properties }) => Properties.PolicyType === 'StepScaling',
    );
    expect(policies.length).toBeGreaterThanOrEqual(4);
    const alarms = ofType('AWS::CloudWatch::Alarm').filter(({ id }) =>
      /Age(Lower|Upper)Alarm/.test(id),
    );
    expect(alarms).toHaveLength(policies.length);
    for (const { Properties } of alarms) {
      expect(JSON.stringify(Properties.Metrics)).toContain('ApproximateAgeOfOldestMessage');
    }
    const lower = alarms.filter(({ id }) => id.includes('Lower'));
    for (const { Properties } of lower) expect(Properties.Threshold).toBe(1);
  });
});

describe('alarms', () => {
  it('are as many as the estimate of costs says', () => {
    const count = ({ ofType, text }: (typeof both)[number][1]) => {
      const made = ofType('AWS::CloudWatch::Alarm').length;
      // Each target of a processor's load brings two of its own.
      return made + 2 * (text.match(/"TargetTrackingScaling"/g)?.length ?? 0);
    };
    expect(count(serverless)).toBe(ALARMS.serverless);
    expect(count(containers)).toBe(ALARMS.containers);
  });

  const namesOf = ({ ofType, text }: (typeof both)[number][1]) => {
    const all = ofType('AWS::CloudWatch::Alarm').flatMap(({ Properties }) =>
      Properties.AlarmName ? [Properties] : [],
    );
    expect(text).toContain('CloudWatch');
    return all;
  };
  // What fails while deploying ends the deployment.
  const inService = functionEntries.filter(([, fn]) => fn.by !== 'deployment');
  const queues = [...jobKinds.map((kind) => kind.replaceAll('.', '-'))].flatMap((name) => [
    `music-${name}-dead`,
    `music-${name}-waits`,
  ]);

  it('of functions: every queue, function, table, the API and CloudFront', () => {
    const expected = [
      ...queues,
      'music-lost-arrivals',
      ...inService.flatMap(([name]) => [`music-${name}-errors`, `music-${name}-throttled`]),
      ...tableNames.map((name) => `music-table-${name}-throttled`),
      'music-api-5xx',
      'music-cloudfront-5xx',
      'music-database-cpu',
      'music-database-space',
    ];
    expect(
      namesOf(serverless)
        .map(({ AlarmName }) => AlarmName)
        .toSorted(),
    ).toEqual(expected.toSorted());
  });

  it('of containers: every queue, table, the API and the database', () => {
    const expected = [
      ...queues,
      'music-table-slideshows-throttled',
      'music-api-5xx',
      'music-database-cpu',
      'music-database-space',
    ];
    expect(
      namesOf(containers)
        .map(({ AlarmName }) => AlarmName)
        .toSorted(),
    ).toEqual(expected.toSorted());
  });

  /** What an alarm looks at: names of metrics, and the threshold. */
  const looksAt = (name: string) => {
    const alarm = namesOf(serverless).find(({ AlarmName }) => AlarmName === `music-${name}`);
    const parts = (alarm?.Metrics ?? [{ MetricStat: { Metric: alarm } }]) as {
      MetricStat?: { Metric: { MetricName: string } };
    }[];
    const names = parts.flatMap(({ MetricStat }) => MetricStat?.Metric.MetricName ?? []);
    return [...names.toSorted(), alarm?.Threshold, alarm?.EvaluationPeriods];
  };

  it.each([
    ['mail-send-dead', ['ApproximateNumberOfMessagesVisible', 1, 1]],
    ['mail-send-waits', ['ApproximateAgeOfOldestMessage', 300, 2]],
    ['video-process-waits', ['ApproximateAgeOfOldestMessage', 3600, 2]],
    ['lost-arrivals', ['ApproximateNumberOfMessagesVisible', 1, 1]],
    ['song-errors', ['Errors', 3, 1]],
    ['song-throttled', ['Throttles', 1, 2]],
    ['table-catalogue-throttled', ['ReadThrottleEvents', 'WriteThrottleEvents', 5, 1]],
    ['api-5xx', ['5xx', 5, 1]],
    ['cloudfront-5xx', ['5xxErrorRate', 1, 2]],
    ['database-cpu', ['CPUUtilization', 85, 3]],
    ['database-space', ['FreeStorageSpace', 90, 2]],
  ])('%s looks at %j', (name, expected) => {
    expect(looksAt(name)).toEqual(expected);
  });

  it.each([
    ['serverless', serverless, ['Requests', 'Errors of functions', 'Refused by DynamoDB']],
    ['containers', containers, ['Requests', 'Processor of services, in percent', 'Database']],
  ] as const)('have a dashboard beside them, %s', (_, { ofType }, rows) => {
    const [dashboard, ...others] = ofType('AWS::CloudWatch::Dashboard');
    expect(others).toEqual([]);
    expect(dashboard?.Properties.DashboardName).toBe('music');
    const body = JSON.stringify(dashboard?.Properties.DashboardBody);
    for (const row of ['Dead letters', 'Age of the oldest job, in seconds', ...rows]) {
      expect(body).toContain(row);
    }
  });

  it.each(both)('say what to do, and to whom, %s', (_, made) => {
    for (const { AlarmName, AlarmDescription, AlarmActions, TreatMissingData } of namesOf(made)) {
      expect(AlarmDescription.length, AlarmName).toBeGreaterThan(40);
      expect(AlarmActions, AlarmName).toHaveLength(1);
      expect(TreatMissingData).toBe('notBreaching');
    }
  });
});
