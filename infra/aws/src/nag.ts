import { type App, Stack, Validations } from 'aws-cdk-lib';
import { CfnGlobalTable } from 'aws-cdk-lib/aws-dynamodb';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';

export interface Acknowledgment {
  /** Rules of AwsSolutions, with the finding where a rule has several. */
  rules: readonly string[];
  /** Paths of constructs, from their stack on. */
  at: RegExp;
  /** Why the rule is broken there. */
  reason: string;
}

const PROVIDERS =
  /^(Custom::|BucketNotificationsHandler|AWS[0-9a-f]|AWSCDK\.Trigger|LogRetention|Exports|SchedulerRole)/;

/** Every rule that is broken, where, and why. Anything else stops synthesis. */
export const acknowledgments: readonly Acknowledgment[] = [
  {
    rules: ['APIG4'],
    at: /^Api\/Http\//,
    reason:
      'What anybody may ask (the instance, shared things, what is public) has no authoriser, and nothing has where accounts are our own; tests/serverless.test.ts checks each route against the contract, and functions check every request again.',
  },
  {
    rules: ['CFR1'],
    at: /^Edge\/Distribution\//,
    reason: 'People may live anywhere; media is private to accounts by signed URLs.',
  },
  {
    rules: ['CFR2'],
    at: /^Edge\/Distribution\//,
    reason:
      'A web ACL costs more than a small instance. API Gateway throttles, the product limits sign-in and uploads.',
  },
  {
    rules: ['COG2'],
    at: /^Accounts\/Pool\//,
    reason: "A second factor is everybody's own choice, as in the other shapes; TOTP is offered.",
  },
  {
    rules: ['COG8'],
    at: /^Accounts\/Pool\//,
    reason:
      'The Plus plan is priced per active person; installations that want it change one word.',
  },
  {
    rules: ['COG7'],
    at: /^Accounts\/Identities/,
    reason: 'Visitors may read what is public of the processed bucket, and nothing else.',
  },
  {
    rules: ['ECS2'],
    at: /\/Task\//,
    reason: 'These settings are no secrets; what is one comes from Secrets Manager.',
  },
  {
    rules: [
      'IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
      'IAM5[Action::s3:Abort*]',
      'IAM5[Action::s3:DeleteObject*]',
      'IAM5[Action::s3:GetBucket*]',
      'IAM5[Action::s3:GetObject*]',
      'IAM5[Action::s3:List*]',
      'IAM5[Resource::*]',
      'L1',
    ],
    at: PROVIDERS,
    reason:
      'Helpers of CDK that run while deploying: they copy the web app, tell the bucket whom to notify, and have the database brought up to date. Their code and roles are not ours to write.',
  },
  {
    rules: ['IAM5[Resource::*]'],
    at: /^Accounts\/Pool\/smsRole\//,
    reason: 'Cognito sends codes to phone numbers, which have no ARN.',
  },
  {
    rules: ['IAM5[Resource::*]'],
    at: /^Functions\/[a-z-]+-role\//,
    reason:
      'X-Ray and network interfaces of functions have no resources; texts go to phone numbers, which have no ARN, and topics are denied.',
  },
  {
    rules: ['IAM5[Resource::*]'],
    at: /\/(Role|Task)\//,
    reason:
      'ecr:GetAuthorizationToken has no resources; texts go to phone numbers, which have no ARN, and topics are denied.',
  },
  {
    rules: ['EC23'],
    at: /^(BalancerAccess|Balancer)\b/,
    reason: 'The load balancer is what the world may reach, on 443 and, to be redirected, on 80.',
  },
  {
    rules: ['SQS3'],
    at: /^Functions\/LostArrivals\//,
    reason: 'It is where lost notifications go; an alarm watches it.',
  },
  {
    rules: ['RDS3'],
    at: /^Database\//,
    reason: 'A standby doubles the price: `database.multiAz` asks for it.',
  },
  {
    rules: ['RDS11'],
    at: /^Database\//,
    reason:
      'A port that is not the usual one hides nothing: only services reach the database at all.',
  },
  {
    rules: ['RDS10'],
    at: /^Database\//,
    reason: 'On unless `keepData` is off, which is for trying things out.',
  },
  {
    rules: ['SMG4'],
    at: /^Secrets\//,
    reason:
      'Processes read these when they start. docs/aws-deploy.md says how to change them by hand.',
  },
];

/** Acknowledges what the table names, and wildcards that only stand for keys of our own buckets and tables. */
export function acknowledge(app: App): void {
  for (const stack of app.node.findAll().filter(Stack.isStack)) {
    for (const construct of stack.node.findAll()) {
      const path = construct.node.path.slice(stack.node.path.length + 1);
      for (const { rules, at, reason } of acknowledgments) {
        if (!at.test(path)) continue;
        for (const rule of rules) say(construct, rule, reason);
      }
    }
    for (const finding of wildcardsOf(stack)) {
      say(stack, `IAM5[${finding}]`, WILDCARD);
    }
  }
}

const WILDCARD =
  'Keys of objects, indexes of a table and versions of a function are made while it runs. The resource itself is named; no other is meant.';

function say(construct: IConstruct, rule: string, reason: string): void {
  Validations.of(construct).acknowledge({ id: `AwsSolutions-${rule}`, reason });
}

/** Findings that stand for everything within one resource of this stack. */
function wildcardsOf(stack: Stack): string[] {
  const idOf = (resource: CfnBucket | CfnGlobalTable | CfnFunction) => stack.getLogicalId(resource);
  const all = stack.node.findAll();
  const bucketIds = all.filter((node) => node instanceof CfnBucket).map(idOf);
  const tableIds = all.filter((node) => node instanceof CfnGlobalTable).map(idOf);
  const functionIds = all.filter((node) => node instanceof CfnFunction).map(idOf);
  const own = '<aws:PrincipalTag/account>';
  const folders = ['', 'library/songs/', 'library/albums/', 'public/', `uploads/${own}/`];
  return [
    ...bucketIds.flatMap((id) => folders.map((folder) => `Resource::<${id}.Arn>/${folder}*`)),
    ...tableIds.map((id) => `Resource::<${id}.Arn>/index/*`),
    ...functionIds.map((id) => `Resource::<${id}.Arn>:*`),
    `Resource::arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-${stack.region}/*`,
  ];
}
