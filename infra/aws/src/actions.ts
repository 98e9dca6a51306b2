import type { Permission } from './functions.ts';

/** Actions of each permission. What is not here, nobody may. */
export const actionsOf: Readonly<Record<Permission, readonly string[]>> = {
  data: [
    'dynamodb:BatchGetItem',
    'dynamodb:BatchWriteItem',
    'dynamodb:ConditionCheckItem',
    'dynamodb:DeleteItem',
    'dynamodb:GetItem',
    'dynamodb:PutItem',
    'dynamodb:Query',
    'dynamodb:UpdateItem',
  ],
  'raw:read': ['s3:GetObject', 's3:ListMultipartUploadParts'],
  'raw:write': ['s3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
  'raw:remove': ['s3:DeleteObject', 's3:AbortMultipartUpload'],
  'processed:read': ['s3:GetObject'],
  'processed:write': ['s3:PutObject', 's3:AbortMultipartUpload'],
  'processed:remove': ['s3:DeleteObject'],
  'accounts:read': [
    'cognito-idp:AdminListGroupsForUser',
    'cognito-idp:ListUsers',
    'cognito-idp:ListUsersInGroup',
  ],
  'accounts:manage': [
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
  'queues:measure': ['sqs:GetQueueAttributes'],
  'queues:dead': ['sqs:ReceiveMessage', 'sqs:ChangeMessageVisibility'],
  'queues:revive': ['sqs:DeleteMessage'],
  mail: ['ses:SendEmail'],
  sms: ['sns:Publish'],
};

/** What somebody may do to the bucket, not to objects in it, by the store that is meant. */
export const listActions: readonly string[] = ['s3:ListBucket'];

/** What is done to queues by whoever knows them, asks for jobs, and does them. */
export const queueActions = {
  look: ['sqs:GetQueueUrl'],
  send: ['sqs:SendMessage'],
  work: [
    'sqs:ReceiveMessage',
    'sqs:DeleteMessage',
    'sqs:ChangeMessageVisibility',
    'sqs:GetQueueAttributes',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;
