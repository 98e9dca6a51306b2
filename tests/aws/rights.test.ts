import { expect, test } from 'vitest';
import { actsOf, createRights, unneededBy } from './rights.ts';

const s3 = (method: string, url: string, headers = {}) =>
  actsOf('s3', { method, url, headers }, '').map(String);
const sqs = (action: string, body: object) =>
  actsOf('sqs', { headers: { 'x-amz-target': `AmazonSQS.${action}` } }, JSON.stringify(body)).map(
    String,
  );

test.each([
  ['GET', '/first-raw/uploads/1?x-id=GetObject', 's3:GetObject,raw'],
  ['HEAD', '/first-processed/library/a.mp3', 's3:GetObject,processed'],
  ['GET', '/first-raw?list-type=2&prefix=uploads%2F', 's3:ListBucket,raw'],
  ['GET', '/first-raw/?list-type=2', 's3:ListBucket,raw'],
  ['POST', '/first-processed?delete', 's3:DeleteObject,processed'],
  ['PUT', '/first-raw/uploads/1?partNumber=1&uploadId=u', 's3:PutObject,raw'],
  ['POST', '/first-raw/uploads/1?uploads', 's3:PutObject,raw'],
  ['GET', '/first-raw/uploads/1?uploadId=u', 's3:ListMultipartUploadParts,raw'],
  ['DELETE', '/first-raw/uploads/1?uploadId=u', 's3:AbortMultipartUpload,raw'],
  ['DELETE', '/first-raw/uploads/1', 's3:DeleteObject,raw'],
  ['PUT', '/first-raw?cors', 's3:PUT cors,raw'],
])('%s %s is %s', (method, url, expected) => {
  expect(s3(method, url)).toEqual([expected]);
});

test('a copy reads what it copies', () => {
  const headers = { 'x-amz-copy-source': 'first-raw/uploads/1' };
  expect(s3('PUT', '/first-processed/a', headers)).toEqual([
    's3:PutObject,processed',
    's3:GetObject,raw',
  ]);
});

test('a queue is known by its name or its address, dead letters apart', () => {
  const QueueUrl = 'http://127.0.0.1:1/000000000000/first-mail-send-dead';
  expect(sqs('GetQueueUrl', { QueueName: 'first-mail-send' })).toEqual([
    'sqs:GetQueueUrl,mail-send',
  ]);
  expect(sqs('SendMessage', { QueueUrl })).toEqual(['sqs:SendMessage,mail-send-dead']);
  expect(sqs('ChangeMessageVisibilityBatch', { QueueUrl })).toEqual([
    'sqs:ChangeMessageVisibility,mail-send-dead',
  ]);
});

test('a transaction is all of its parts', () => {
  const request = { headers: { 'x-amz-target': 'DynamoDB_20120810.TransactWriteItems' } };
  const body = { TransactItems: [{ Put: {} }, { ConditionCheck: {} }] };
  expect(actsOf('dynamodb', request, JSON.stringify(body)).map(String)).toEqual([
    'dynamodb:PutItem,table',
    'dynamodb:ConditionCheckItem,table',
  ]);
});

test('a function may do what it is for, to what it is for', () => {
  const [playlist, image] = [createRights('playlist'), createRights('image')];
  expect(playlist(['s3:DeleteObject', 'processed'])).toBe(true);
  expect(playlist(['s3:DeleteObject', 'raw'])).toBe(false);
  expect(playlist(['dynamodb:DescribeTable', 'table'])).toBe(false);
  expect(image(['sqs:SendMessage', 'image-process-dead'])).toBe(true);
  expect(image(['sqs:SendMessage', 'video-process-dead'])).toBe(false);
  expect(image(['sqs:ReceiveMessage', 'image-process'])).toBe(true);
});

test('dead letters are looked at by whoever sweeps, and taken away by admins alone', () => {
  const [sweep, admin] = [createRights('sweep'), createRights('admin')];
  expect(sweep(['sqs:ReceiveMessage', 'mail-send-dead'])).toBe(true);
  expect(sweep(['sqs:DeleteMessage', 'mail-send-dead'])).toBe(false);
  expect(admin(['sqs:DeleteMessage', 'mail-send-dead'])).toBe(true);
  expect(admin(['sqs:DeleteMessage', 'mail-send'])).toBe(false);
});

test('what a role allows and nobody did is told, of the services that are guarded', () => {
  expect(unneededBy('slideshow', new Set())).toEqual([
    'data',
    'raw:read',
    'processed:read',
    'processed:write',
    'processed:remove',
    'sends image.process',
    'sends video.process',
    'sends mail.send',
  ]);
  const acts = [
    'dynamodb:Query,table',
    's3:ListBucket,raw',
    's3:DeleteObject,raw',
    's3:DeleteObject,processed',
    'sqs:ReceiveMessage,mail-send-dead',
    'sqs:SendMessage,video-process',
  ];
  expect(unneededBy('sweep', new Set(acts))).toEqual([
    'sends media.dispatch',
    'sends image.process',
    'sends slideshow.render',
    'sends slideshow.preview',
    'sends library.import',
  ]);
});
