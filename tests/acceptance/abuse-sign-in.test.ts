import { request } from 'node:http';
import { expect, it } from 'vitest';
import { adminAccount, hasOwnInstances } from './harness/index.ts';
import { ownInstance } from './harness/own-instance.ts';

const GUESSES = 1000;
/** What the limit lets through in one minute, and once more where a minute begins in between. */
const MOST_JUDGED = 40;

const { baseUrl, anonymous } = await ownInstance();

/** Signs in from one of this machine's own addresses, as if from somewhere else. */
function signInFrom(localAddress: string, password: string): Promise<number> {
  const body = JSON.stringify({ email: adminAccount.email, password });
  return new Promise((resolve, reject) => {
    const sent = request(
      new URL('/api/auth/sign-in/email', baseUrl.replace('localhost', '127.0.0.1')),
      {
        localAddress,
        method: 'POST',
        headers: {
          origin: baseUrl.replace('localhost', '127.0.0.1'),
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          // Nobody chooses the address they are counted under.
          'x-forwarded-for': `203.0.113.${Math.floor(Math.random() * 255)}`,
          'x-madrigal-client-ip': `198.51.100.${Math.floor(Math.random() * 255)}`,
        },
      },
      (response) => {
        response.resume().on('end', () => resolve(response.statusCode ?? 0));
      },
    );
    sent.on('error', reject).end(body);
  });
}

it.skipIf(!hasOwnInstances)(
  'judges few of a thousand guesses at once, answers others meanwhile, and locks no owner out',
  async () => {
    let running = true;
    let answered = 0;
    const others = (async () => {
      while (running) {
        await anonymous.must('getLiveness');
        answered += 1;
      }
    })();
    const codes = await Promise.all(
      Array.from({ length: GUESSES }, (_, index) => signInFrom('127.0.0.7', `guess ${index}`)),
    );
    const owner = await signInFrom('127.0.0.1', adminAccount.password);
    running = false;
    await others;
    const judged = codes.filter((code) => code === 401).length;
    expect(new Set(codes)).toEqual(new Set([401, 429]));
    expect(judged).toBeGreaterThan(0);
    expect(judged).toBeLessThanOrEqual(MOST_JUDGED);
    expect(answered).toBeGreaterThan(0);
    expect(owner).toBe(200);
  },
);
