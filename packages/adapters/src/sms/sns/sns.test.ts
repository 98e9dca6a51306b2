import { newId } from '@madrigal/core/shared';
import { smsSenderSuite } from '@madrigal/core/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSentMessages, openPostgres } from '../../database/postgres/index.ts';
import { createTestDatabase, type TestDatabase } from '../../database/postgres/testing/index.ts';
import {
  type Answer,
  type Script,
  startScriptedServer,
} from '../../shared/testing/scripted-server.ts';
import { createSnsSms } from './index.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.dispose());

const ok: Answer = {
  status: 200,
  body: '<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>',
};
const failure = (status: number, code: string): Answer => ({
  status,
  body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>no</Message></Error></ErrorResponse>`,
});

/** The engine on a server that answers by script, as SNS does over HTTP. */
async function start(script: Script) {
  const server = await startScriptedServer(script);
  const postgres = openPostgres(database);
  const sender = createSnsSms({
    region: 'eu-central-1',
    endpoint: server.endpoint,
    credentials: { accessKeyId: 'a', secretAccessKey: 's' },
    sent: createSentMessages(postgres),
    maxAttempts: 3,
  });
  const texts = () => server.seen.map(({ body }) => new URLSearchParams(body));
  const dispose = async () => {
    await server.dispose();
    await postgres.close();
  };
  return { sender, server, texts, dispose };
}

smsSenderSuite('SNS', async () => {
  const { sender, server, texts, dispose } = await start([ok]);
  let gone = false;
  return {
    sender,
    arrived: async (to) =>
      texts()
        .filter((fields) => fields.get('PhoneNumber') === to)
        .map((fields) => fields.get('Message') ?? ''),
    cut: async () => {
      gone = true;
      await server.dispose();
    },
    dispose: async () => {
      if (!gone) await dispose();
    },
  };
});

const text = () => ({ id: newId(), to: '+4930555555', text: '123456' });

it('marks texts as ones that matter', async () => {
  const { sender, texts, dispose } = await start([ok]);
  await sender.send(text());
  expect(Object.fromEntries(texts()[0] ?? [])).toMatchObject({
    Action: 'Publish',
    'MessageAttributes.entry.1.Name': 'AWS.SNS.SMS.SMSType',
    'MessageAttributes.entry.1.Value.StringValue': 'Transactional',
  });
  await dispose();
});

it.each([
  [400, 'InvalidParameter', 'invalid_request'],
  [400, 'OptedOut', 'invalid_request'],
  [400, 'Throttled', 'unavailable'],
  [403, 'AuthorizationError', 'unavailable'],
  [403, 'ExpiredToken', 'unavailable'],
  [500, 'InternalError', 'unavailable'],
])('%i %s is %s, and the text goes out the next time', async (status, code, expected) => {
  let fails = true;
  const { sender, dispose } = await start(() => (fails ? failure(status, code) : ok));
  const again = text();
  await expect(sender.send(again)).rejects.toMatchObject({ code: expected });
  fails = false;
  await sender.send(again);
  await dispose();
});
