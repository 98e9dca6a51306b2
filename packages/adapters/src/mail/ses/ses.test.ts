import type { MailMessage } from '@madrigal/contract';
import { newId } from '@madrigal/core/shared';
import { afterEach, expect, it } from 'vitest';
import { createSentMessages, openPostgres } from '../../database/postgres/index.ts';
import { createTestDatabase } from '../../database/postgres/testing/index.ts';
import {
  type Answer,
  type Script,
  startScriptedServer,
} from '../../shared/testing/scripted-server.ts';
import { createSesMail } from './index.ts';

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

const ok: Answer = { status: 200, body: '{"MessageId":"0100019"}' };
const failure = (status: number, type: string): Answer => ({
  status,
  headers: { 'x-amzn-errortype': type },
  body: '{"message":"no"}',
});

/** The engine on a server that answers by script, as SES does over HTTP. */
async function start(script: Script) {
  const server = await startScriptedServer(script);
  const database = await createTestDatabase();
  const postgres = openPostgres(database);
  opened.push(() => database.dispose(), postgres.close, server.dispose);
  const sender = createSesMail({
    region: 'eu-central-1',
    endpoint: server.endpoint,
    credentials: { accessKeyId: 'a', secretAccessKey: 's' },
    from: 'Music <music@madrigal.example>',
    configurationSet: 'mails',
    sent: createSentMessages(postgres),
    maxAttempts: 3,
  });
  return { sender, server };
}

const mail = (): MailMessage => ({
  id: newId(),
  kind: 'reset_password',
  to: 'ada@example.org',
  subject: 'Ein neues Paßwort',
  text: 'Guten Tag, Ada',
  html: '<p>Guten Tag, Ada</p>',
});

it('hands a mail over as it was written, signed for the region', async () => {
  const { sender, server } = await start([ok]);
  await sender.send(mail());
  const [request] = server.seen;
  expect(request).toMatchObject({ method: 'POST', url: '/v2/email/outbound-emails' });
  expect(request?.headers.authorization).toMatch(/\/eu-central-1\/ses\/aws4_request/);
  const Charset = 'UTF-8';
  expect(JSON.parse(request?.body ?? '')).toEqual({
    FromEmailAddress: 'Music <music@madrigal.example>',
    Destination: { ToAddresses: ['ada@example.org'] },
    Content: {
      Simple: {
        Subject: { Data: 'Ein neues Paßwort', Charset },
        Body: {
          Text: { Data: 'Guten Tag, Ada', Charset },
          Html: { Data: '<p>Guten Tag, Ada</p>', Charset },
        },
        Headers: [{ Name: 'Auto-Submitted', Value: 'auto-generated' }],
      },
    },
    EmailTags: [{ Name: 'kind', Value: 'reset_password' }],
    ConfigurationSetName: 'mails',
  });
});

it('sends a mail once that comes twice, at the same moment or later', async () => {
  const { sender, server } = await start([ok]);
  const once = mail();
  await Promise.all([sender.send(once), sender.send(once), sender.send(once)]);
  await sender.send(once);
  await sender.send(mail());
  expect(server.seen).toHaveLength(2);
});

it('asks again where SES has too much to do, and sends once', async () => {
  const busy = failure(429, 'TooManyRequestsException');
  const { sender, server } = await start([busy, failure(503, 'ServiceUnavailable'), ok]);
  await sender.send(mail());
  expect(server.seen).toHaveLength(3);
});

it.each([
  [400, 'MessageRejected', 'invalid_request'],
  [400, 'BadRequestException', 'invalid_request'],
  [400, 'MailFromDomainNotVerifiedException', 'unavailable'],
  [400, 'SendingPausedException', 'unavailable'],
  [400, 'LimitExceededException', 'unavailable'],
  [429, 'TooManyRequestsException', 'unavailable'],
  [403, 'ExpiredTokenException', 'unavailable'],
  [403, 'UnrecognizedClientException', 'unavailable'],
  [500, 'InternalFailure', 'unavailable'],
])('%i %s is %s, and the mail goes out the next time', async (status, type, code) => {
  let fails = true;
  const { sender, server } = await start(() => (fails ? failure(status, type) : ok));
  const again = mail();
  await expect(sender.send(again)).rejects.toMatchObject({ name: 'MadrigalError', code });
  fails = false;
  const before = server.seen.length;
  await sender.send(again);
  await sender.send(again);
  expect(server.seen).toHaveLength(before + 1);
});
