import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { endpoints } from '../../../packages/contract/src/index.ts';
import { MAX_ATTEMPTS } from '../../../packages/core/src/shared/job-queue.ts';
import { exampleKeys } from '../src/example-keys.ts';
import { functionEntries } from '../src/functions.ts';
import { jobKinds, queueName } from '../src/names.ts';
import { apiRoutes } from '../src/routes.ts';
import { tableNames } from '../src/tables.ts';
import { synthesise } from './template.ts';

const made = synthesise('serverless');
const { ofType, resources, text } = made;
const only = (type: string) => {
  const found = ofType(type);
  expect(found, type).toHaveLength(1);
  return found[0]?.Properties;
};

describe('CloudFront', () => {
  const config = () => only('AWS::CloudFront::Distribution').DistributionConfig;
  const behaviour = (path: string) =>
    config().CacheBehaviors.find(
      ({ PathPattern }: { PathPattern: string }) => PathPattern === path,
    );

  it('speaks HTTP/2 and 3, by TLS 1.2 at least, and sends everybody there', () => {
    expect(config()).toMatchObject({ HttpVersion: 'http2and3', Aliases: ['music.example.org'] });
    expect(config().ViewerCertificate.MinimumProtocolVersion).toBe('TLSv1.2_2021');
    const all = [config().DefaultCacheBehavior, ...config().CacheBehaviors];
    for (const each of all) expect(each.ViewerProtocolPolicy).toBe('redirect-to-https');
  });

  it('asks the API for /api, /health and /rest without keeping answers', () => {
    for (const path of ['/api/*', '/health/*', '/rest/*']) {
      // The managed policies CachingDisabled and AllViewerExceptHostHeader.
      expect(behaviour(path)).toMatchObject({
        CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
        OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
      });
      expect(behaviour(path).AllowedMethods).toContain('DELETE');
    }
  });

  it('hands out media to whoever has a URL that a trusted key signed', () => {
    expect(behaviour('/cdn/*').TrustedKeyGroups).toHaveLength(1);
    expect(behaviour('/cdn/*').AllowedMethods ?? ['GET', 'HEAD']).toEqual(['GET', 'HEAD']);
    const policies = JSON.stringify(ofType('AWS::CloudFront::ResponseHeadersPolicy'));
    expect(policies).toContain("default-src 'none'; sandbox");
    expect(policies).toContain('"ContentTypeOptions":{"Override":true}');
    expect(policies).toContain('StrictTransportSecurity');
  });

  it('reads buckets by access control of its own, and nobody else does', () => {
    expect(ofType('AWS::CloudFront::OriginAccessControl')).toHaveLength(2);
    for (const { Properties } of ofType('AWS::S3::BucketPolicy')) {
      for (const statement of Properties.PolicyDocument.Statement) {
        if (statement.Effect === 'Deny') continue;
        expect(JSON.stringify(statement.Principal)).not.toContain('"*"');
        if (JSON.stringify(statement.Principal).includes('cloudfront')) {
          expect(JSON.stringify(statement.Condition)).toContain('AWS:SourceArn');
        }
      }
    }
  });

  it('takes each path from where it is, with the headers of what it hands out', () => {
    const originOf = (id: string) =>
      config().Origins.find(({ Id }: { Id: string }) => Id === id) as Record<string, unknown>;
    const policyOf = ({ ResponseHeadersPolicyId }: { ResponseHeadersPolicyId: { Ref: string } }) =>
      resources[ResponseHeadersPolicyId.Ref]?.Properties.ResponseHeadersPolicyConfig;
    const pages = config().DefaultCacheBehavior;
    const media = behaviour('/cdn/*');
    expect(JSON.stringify(originOf(pages.TargetOriginId))).toContain('BucketsWeb');
    expect(JSON.stringify(originOf(media.TargetOriginId))).toContain('BucketsProcessed');
    for (const path of ['/api/*', '/health/*', '/rest/*']) {
      const origin = originOf(behaviour(path).TargetOriginId);
      expect(JSON.stringify(origin.DomainName)).toContain('execute-api');
      expect(origin.OriginCustomHeaders).toMatchObject([{ HeaderName: 'x-madrigal-origin' }]);
      expect(origin.CustomOriginConfig).toMatchObject({ OriginProtocolPolicy: 'https-only' });
      // The managed policy SecurityHeadersPolicy.
      expect(behaviour(path).ResponseHeadersPolicyId).toBe('67f7725c-6f97-4210-82d7-5512b31e9d03');
    }
    expect(policyOf(pages).Name).toBe('music-pages');
    expect(policyOf(media).Name).toBe('music-media');
  });

  it('lets pages run their own scripts alone, and send to buckets and sign-in besides', () => {
    const [pages] = ofType('AWS::CloudFront::ResponseHeadersPolicy')
      .map(({ Properties }) => Properties.ResponseHeadersPolicyConfig)
      .filter(({ Name }) => Name === 'music-pages');
    const { SecurityHeadersConfig } = pages;
    expect(SecurityHeadersConfig.FrameOptions).toEqual({ FrameOption: 'DENY', Override: true });
    const { ContentSecurityPolicy: policy } = SecurityHeadersConfig.ContentSecurityPolicy;
    const csp = typeof policy === 'string' ? policy : JSON.stringify(policy);
    const directive = (name: string) =>
      csp
        .split(';')
        .map((each) => each.trim())
        .find((each) => each.includes(`${name} `));
    expect(directive('script-src')).not.toMatch(/unsafe-inline|https:/);
    expect(directive('connect-src')).toMatch(/-raw\.s3\.us-east-1\.amazonaws\.com/);
    expect(directive('connect-src')).toContain('https://cognito-idp.us-east-1.amazonaws.com');
    expect(directive('connect-src')).toMatch(/\.auth\.us-east-1\.amazoncognito\.com/);
  });

  it('is what the name leads to, by IPv4 and IPv6', () => {
    const [distribution] = ofType('AWS::CloudFront::Distribution');
    const records = ofType('AWS::Route53::RecordSet').filter(
      ({ Properties }) => Properties.Name === 'music.example.org.',
    );
    expect(records.map(({ Properties }) => Properties.Type).toSorted()).toEqual(['A', 'AAAA']);
    for (const { Properties } of records) {
      expect(Properties.AliasTarget.DNSName).toEqual({
        'Fn::GetAtt': [distribution?.id, 'DomainName'],
      });
    }
  });

  it('honours the old and the new key while they are rotated; the newest signs', () => {
    const [key] = exampleKeys;
    const keys = [key, { name: '2027-01', pem: key?.pem ?? '' }] as typeof exampleKeys;
    const rotated = synthesise('serverless', {}, keys);
    expect(rotated.ofType('AWS::CloudFront::PublicKey')).toHaveLength(2);
    const [group] = rotated.ofType('AWS::CloudFront::KeyGroup');
    expect(group?.Properties.KeyGroupConfig.Items).toHaveLength(2);
    const user = rotated
      .ofType('AWS::Lambda::Function')
      .find(({ Properties }) => Properties.FunctionName === 'music-user');
    expect(JSON.stringify(user?.Properties.Environment.Variables.EDGE_KEY_PAIR_ID)).toContain(
      '202701',
    );
  });

  it.each([
    ['spa.js', '/', '/index.html'],
    ['spa.js', '/songs/0190', '/index.html'],
    ['spa.js', '/assets/app.1a2b.js', '/assets/app.1a2b.js'],
    ['media.js', '/cdn/library/songs/1/original.mp3', '/library/songs/1/original.mp3'],
  ])('%s makes of %s %s', (file, uri, expected) => {
    const code = readFileSync(new URL(`../edge/${file}`, import.meta.url), 'utf8');
    const handler = new Function(`${code}; return handler;`)();
    expect(handler({ request: { uri } }).uri).toBe(expected);
  });
});

describe('the API', () => {
  const routes = ofType('AWS::ApiGatewayV2::Route').map(({ Properties }) => Properties);
  const find = (key: string) => routes.find(({ RouteKey }) => RouteKey === key);

  it('has every route of the product', () => {
    for (const { method, path } of apiRoutes())
      expect(find(`${method} ${path}`), path).toBeDefined();
    expect(routes.length).toBeLessThanOrEqual(300);
  });

  it.each(Object.values(endpoints).map((each) => [each.operationId, each] as const))(
    'asks for a token where %s needs somebody signed in',
    (_, { method, path, access }) => {
      const route = find(`${method} ${path}`) ?? find(`ANY ${path}`) ?? find('ANY /{proxy+}');
      const closed = access !== 'anonymous';
      expect(route.AuthorizationType).toBe(closed ? 'JWT' : 'NONE');
      if (closed) expect(route.AuthorizerId).toBeDefined();
    },
  );

  it('takes tokens of the pool for this client alone', () => {
    const { JwtConfiguration } = only('AWS::ApiGatewayV2::Authorizer');
    expect(JSON.stringify(JwtConfiguration.Issuer)).toContain('cognito-idp.us-east-1');
    expect(JwtConfiguration.Audience).toEqual([{ Ref: expect.stringMatching(/^AccountsPoolWeb/) }]);
  });

  it('is throttled, and logs neither queries nor headers', () => {
    const stage = only('AWS::ApiGatewayV2::Stage');
    expect(stage.DefaultRouteSettings).toMatchObject({
      ThrottlingRateLimit: 200,
      ThrottlingBurstLimit: 400,
    });
    expect(stage.AccessLogSettings.Format).toContain('$context.requestId');
    expect(stage.AccessLogSettings.Format).not.toMatch(/querystring|header|rawQuery/i);
  });
});

describe('who asks', () => {
  it('is what CloudFront saw, not what a client says', () => {
    const code = readFileSync(new URL('../edge/api.js', import.meta.url), 'utf8');
    const handler = new Function(`${code}; return handler;`)();
    const { headers } = handler({
      viewer: { ip: '203.0.113.7' },
      request: { headers: { 'x-madrigal-viewer': { value: '10.0.0.1' } } },
    });
    expect(headers['x-madrigal-viewer']).toEqual({ value: '203.0.113.7' });
  });
});

describe('functions', () => {
  const all = ofType('AWS::Lambda::Function').filter(({ Properties }) =>
    String(Properties.FunctionName).startsWith('music-'),
  );

  it.each(all.map((fn) => [fn.Properties.FunctionName, fn.Properties] as const))(
    '%s runs on Node 24, traced, with a log that ends',
    (_, fn) => {
      expect(fn).toMatchObject({
        Runtime: 'nodejs24.x',
        TracingConfig: { Mode: 'Active' },
        LoggingConfig: { LogFormat: 'JSON' },
      });
    },
  );

  it('give back alone what failed of a batch', () => {
    const mappings = ofType('AWS::Lambda::EventSourceMapping');
    expect(mappings).toHaveLength(functionEntries.reduce((sum, [, fn]) => sum + queuesOf(fn), 0));
    for (const { Properties } of mappings) {
      expect(Properties.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
    }
  });

  it('that are asked answer before the gateway gives up', () => {
    for (const [, fn] of functionEntries) {
      if (fn.by === 'http') expect(fn.timeoutSeconds).toBeLessThan(30);
    }
  });

  it('hear of uploads, and the sweep comes by the clock', () => {
    const notification = only('Custom::S3BucketNotifications').NotificationConfiguration;
    expect(notification.LambdaFunctionConfigurations).toMatchObject([
      {
        Events: ['s3:ObjectCreated:*'],
        Filter: { Key: { FilterRules: [{ Name: 'prefix', Value: 'uploads/' }] } },
      },
    ]);
    const clocks = ofType('AWS::Scheduler::Schedule').map(({ Properties }) => [
      Properties.ScheduleExpression,
      Properties.Target.Input,
    ]);
    expect(clocks.toSorted()).toEqual([
      ['rate(1 hour)', '{"sweep":"hourly"}'],
      ['rate(1 minute)', '{}'],
    ]);
  });
});

function queuesOf(fn: (typeof functionEntries)[number][1]): number {
  if (fn.by !== 'jobs') return 0;
  return fn.does.length;
}

describe('the database', () => {
  const [migration] = ofType('Custom::Trigger');

  it('is brought up to date by a function, which a deployment waits for', () => {
    expect(ofType('Custom::Trigger')).toHaveLength(1);
    expect(migration?.Properties).toMatchObject({
      HandlerArn: { Ref: expect.stringMatching(/^Functionsmigrate/) },
      InvocationType: 'RequestResponse',
    });
    const after = migration?.DependsOn;
    expect(after).toContainEqual(expect.stringMatching(/^DatabaseInstance/));
    expect(after).toContainEqual(expect.stringMatching(/^Network\w+NATGateway/));
  });

  it('is, before any other function and any worker changes', () => {
    const others = [...ofType('AWS::Lambda::Function'), ...ofType('AWS::ECS::Service')].filter(
      ({ Properties: { FunctionName, ServiceName } }) =>
        /^music-(?!migrate$)/.test(FunctionName ?? ServiceName ?? ''),
    );
    expect(others).toHaveLength(functionEntries.length - 1 + 2);
    for (const { id, DependsOn } of others) expect(DependsOn, id).toContain(migration?.id);
  });
});

describe('renders', () => {
  const mappingOf = (template: typeof made, kind: string) =>
    template
      .ofType('AWS::Lambda::EventSourceMapping')
      .filter(({ Properties }) =>
        JSON.stringify(Properties.EventSourceArn).includes(`Queues${kind.replace('.', '')}Main`),
      )
      .map(({ Properties }) => Properties.Enabled !== false);
  const workersOf = ({ ofType }: typeof made) =>
    ofType('AWS::ECS::Service').map(({ Properties }) => Properties.ServiceName);

  it('of whole slideshows are of workers, quick tries of a function', () => {
    expect(mappingOf(made, 'slideshow.render')).toEqual([]);
    expect(mappingOf(made, 'slideshow.preview')).toEqual([true]);
    expect(workersOf(made)).toContain('music-worker-slideshow');
  });

  it('of videos are of workers, or of a function that is told to', () => {
    expect(mappingOf(made, 'video.process')).toEqual([false]);
    expect(workersOf(made)).toContain('music-worker-video');
    const quick = synthesise('serverless', { videosBy: 'functions' });
    expect(mappingOf(quick, 'video.process')).toEqual([true]);
    expect(workersOf(quick)).toEqual(['music-worker-slideshow']);
  });
});

describe('queues', () => {
  const queues = ofType('AWS::SQS::Queue').map(({ Properties }) => Properties);
  const named = (name: string) => queues.find(({ QueueName }) => QueueName === name);

  it.each(jobKinds)('%s has one that the product finds, and one for dead letters', (kind) => {
    const name = queueName('music', kind);
    expect(named(name)).toMatchObject({
      SqsManagedSseEnabled: true,
      RedrivePolicy: { maxReceiveCount: MAX_ATTEMPTS },
      MessageRetentionPeriod: 1_209_600,
    });
    expect(named(`${name}-dead`).MessageRetentionPeriod).toBe(1_209_600);
  });

  it('hide a message for longer than its function may take', () => {
    for (const [, fn] of functionEntries) {
      if (fn.by !== 'jobs') continue;
      for (const kind of fn.does) {
        const { VisibilityTimeout } = named(queueName('music', kind));
        expect(VisibilityTimeout, kind).toBeGreaterThan(fn.timeoutSeconds);
      }
    }
  });
});

describe('accounts', () => {
  it('sign in by SRP, with short tokens, and no hint at who has one', () => {
    const client = only('AWS::Cognito::UserPoolClient');
    expect(client.ExplicitAuthFlows).toContain('ALLOW_USER_SRP_AUTH');
    expect(client.ExplicitAuthFlows).not.toContain('ALLOW_USER_PASSWORD_AUTH');
    expect(client).toMatchObject({
      PreventUserExistenceErrors: 'ENABLED',
      AccessTokenValidity: 15,
    });
    expect(client.AllowedOAuthFlows).toEqual(['code']);
  });

  it('are made by invitation unless registration is open', () => {
    expect(only('AWS::Cognito::UserPool').AdminCreateUserConfig.AllowAdminCreateUserOnly).toBe(
      true,
    );
    const open = synthesise('serverless', { registration: 'open' });
    expect(
      open.ofType('AWS::Cognito::UserPool')[0]?.Properties.AdminCreateUserConfig
        .AllowAdminCreateUserOnly,
    ).toBe(false);
  });

  it('come back from the hosted pages to the sign-in page, and nowhere else', () => {
    const client = only('AWS::Cognito::UserPoolClient');
    expect(client.CallbackURLs).toEqual(['https://music.example.org/sign-in']);
    expect(client.LogoutURLs).toEqual(['https://music.example.org/sign-in']);
    expect(only('AWS::Cognito::UserPoolDomain').Domain).toBe('music-music-example-org');
  });

  it('sign in by providers that somebody added, whatever else is deployed', () => {
    const providersOf = ({ ofType }: typeof made) =>
      ofType('AWS::Cognito::UserPoolClient')[0]?.Properties.SupportedIdentityProviders;
    expect(providersOf(made)).toEqual(['COGNITO']);
    const more = synthesise('serverless', { signInProviders: ['Google', 'Okta'] });
    expect(providersOf(more)).toEqual(['COGNITO', 'Google', 'Okta']);
  });

  it('confirm mail addresses, and phone numbers where texts are sent', () => {
    const pool = only('AWS::Cognito::UserPool');
    expect(pool.AutoVerifiedAttributes).toEqual(['email']);
    expect(pool.SmsConfiguration).toBeUndefined();
    const texting = synthesise('serverless', { sms: true });
    const [withTexts] = texting.ofType('AWS::Cognito::UserPool');
    expect(withTexts?.Properties.AutoVerifiedAttributes.toSorted()).toEqual([
      'email',
      'phone_number',
    ]);
    expect(withTexts?.Properties.SmsConfiguration).toMatchObject({
      SnsCallerArn: { 'Fn::GetAtt': [expect.stringMatching(/smsRole/), 'Arn'] },
    });
    const [client] = texting.ofType('AWS::Cognito::UserPoolClient');
    // Unset, all standard attributes and what says which of them are verified.
    expect(client?.Properties.WriteAttributes ?? ['phone_number']).toContain('phone_number');
    expect(client?.Properties.ReadAttributes ?? ['phone_number', 'phone_number_verified']).toEqual(
      expect.arrayContaining(['phone_number', 'phone_number_verified']),
    );
  });

  it('keep an address and a number until the new one is confirmed', () => {
    const kept = ({ ofType }: typeof made) =>
      ofType('AWS::Cognito::UserPool')[0]?.Properties.UserAttributeUpdateSettings
        .AttributesRequireVerificationBeforeUpdate;
    expect(kept(made)).toEqual(['email']);
    const texting = synthesise('serverless', { sms: true });
    expect(kept(texting)).toEqual(['email', 'phone_number']);
  });

  it('have the group of admins', () => {
    expect(only('AWS::Cognito::UserPoolGroup').GroupName).toBe('admin');
  });
});

describe('tables', () => {
  it.each(tableNames)('%s can be restored to any second, and is not dropped by chance', (name) => {
    const table = ofType('AWS::DynamoDB::GlobalTable').find(
      ({ Properties }) => Properties.TableName === `music-${name}`,
    );
    expect(table?.DeletionPolicy).toBe('Retain');
    expect(table?.Properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      TimeToLiveSpecification: { AttributeName: 'dropAt', Enabled: true },
    });
    expect(table?.Properties.Replicas[0]).toMatchObject({
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      DeletionProtectionEnabled: true,
    });
  });
});

describe('elsewhere than in Virginia', () => {
  it('the certificate and the alarm on CloudFront are there', () => {
    const far = synthesise('serverless', { region: 'eu-central-1' });
    expect(far.ofType('AWS::CertificateManager::Certificate')).toHaveLength(0);
    expect(far.text).toContain('cloudfront-5xx');
    expect(text).toContain('cloudfront-5xx');
  });
});
