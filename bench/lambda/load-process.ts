// A container of a function: `node load-process.ts BUNDLE [PROFILE]`. It prints how long it took since the
// process began until the function was loaded, and until it had answered once, in ms. With a second file,
// what its processor did is written there.
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const SAMPLE_EVERY_US = 200;

const [, , bundle = '', profile] = process.argv;
const session = profile ? new Session() : null;
if (session) {
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: SAMPLE_EVERY_US });
  await session.post('Profiler.start');
}
const { handler } = await import(pathToFileURL(resolve(bundle)).href);
const loadedMs = performance.now();
const { statusCode } = await handler(
  {
    ...{ version: '2.0', rawPath: '/api/v1/nothing', rawQueryString: '', headers: {} },
    requestContext: { http: { method: 'GET', sourceIp: '127.0.0.1' } },
    isBase64Encoded: false,
  },
  { awsRequestId: randomUUID(), getRemainingTimeInMillis: () => 29_000 },
);
const answeredMs = performance.now();
if (statusCode !== 404) throw new Error(`It answered ${statusCode}.`);
if (session && profile) {
  const { profile: taken } = await session.post('Profiler.stop');
  writeFileSync(profile, JSON.stringify(taken));
}
process.stdout.write(`${loadedMs} ${answeredMs}\n`, () => process.exit());
