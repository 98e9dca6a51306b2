import { expect, it } from 'vitest';
import { type Script, startScriptedServer } from '../../shared/testing/scripted-server.ts';
import { readParameters } from './index.ts';

async function read(script: Script, names: string[]) {
  const server = await startScriptedServer(script);
  try {
    const options = {
      region: 'us-east-1',
      endpoint: server.endpoint,
      credentials: { accessKeyId: 'a', secretAccessKey: 's' },
      maxAttempts: 2,
    };
    return { texts: await readParameters(options, names), seen: server.seen };
  } finally {
    await server.dispose();
  }
}

/** Answers what it is asked for, but for names that begin with `/no`. */
const store: Script = ({ body }) => {
  const { Names } = JSON.parse(body) as { Names: string[] };
  const Parameters = Names.filter((name) => !name.startsWith('/no')).map((Name) => ({
    Name,
    Value: `of ${Name}`,
  }));
  return { status: 200, body: JSON.stringify({ Parameters }) };
};

it('reads as many as there are, ten at a time, decrypted', async () => {
  const names = Array.from({ length: 12 }, (_, index) => `/m/${index}`);
  const { texts, seen } = await read(store, names);
  expect([...texts]).toEqual(names.map((name) => [name, `of ${name}`]));
  const asked = seen.map(({ body }) => JSON.parse(body));
  expect(asked.map(({ Names }) => Names.length)).toEqual([10, 2]);
  expect(asked[0].WithDecryption).toBe(true);
});

it('names those that are missing', async () => {
  await expect(read(store, ['/m/a', '/no/b', '/no/c'])).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('/no/b, /no/c'),
  });
});

it.each([
  [400, 'ThrottlingException'],
  [400, 'AccessDeniedException'],
  [400, 'ExpiredTokenException'],
])('%i %s makes them unavailable', async (status, __type) => {
  const answer = { status, body: JSON.stringify({ __type }) };
  await expect(read([answer], ['/m/a'])).rejects.toMatchObject({ code: 'unavailable' });
});
