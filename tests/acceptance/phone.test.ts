import { describe, expect, it } from 'vitest';
import {
  callAuth,
  createClient,
  eventually,
  fetchToken,
  hasOwnInstances,
  readProblem,
  type Session,
  sharedInstance,
  signUp,
} from './harness/index.ts';
import { ownInstance } from './harness/own-instance.ts';
import { totp } from './harness/totp.ts';

const { baseUrl, admin, anonymous } = hasOwnInstances ? await ownInstance() : sharedInstance();
const { sms } = await anonymous.must('getInstance');

const password = 'a quiet evening song';
const signUpNew = (name: string) =>
  signUp(baseUrl, { name, email: `${name}-${crypto.randomUUID()}@example.org`, password });

const newNumber = () => `+4930${String(crypto.getRandomValues(new Uint32Array(1))[0]).slice(0, 8)}`;

/** Codes sent to a number, newest first, once there are this many. */
const codesTo = (to: string, count = 1) =>
  eventually(`${count} texts to ${to}`, async () => {
    const { items } = await admin.must('listOutboxTexts', { query: { limit: 200 } });
    const codes = items.filter((text) => text.to === to).map(({ text }) => text.slice(0, 6));
    return codes.length >= count && codes;
  });

async function codeOf(response: Response): Promise<string> {
  return response.ok ? 'accepted' : (await readProblem(response)).code;
}

const post = (path: string, body: object, session?: Session) =>
  callAuth(baseUrl, path, {
    body,
    patient: false,
    ...(session ? { cookie: session.cookie } : {}),
  });

async function addNumber(session: Session, phoneNumber: string): Promise<void> {
  const begun = await post('/phone/begin', { phoneNumber, confirmation: password }, session);
  expect(await codeOf(begun)).toBe('accepted');
  const [code] = await codesTo(phoneNumber);
  expect(await codeOf(await post('/phone/confirm', { phoneNumber, code }, session))).toBe(
    'accepted',
  );
}

/** A code that is not this one. */
const wrong = (code = '') => `${code[0] === '1' ? '2' : '1'}${code.slice(1)}`;

// Somebody else's instance sends its texts, and we cannot read them.
describe.skipIf(sms !== 'outbox')('phone numbers', () => {
  it('are added with a code and sign in with another, however they are written', async () => {
    const session = await signUpNew('phil');
    const number = newNumber();
    await addNumber(session, number);
    const spaced = `${number.slice(0, 3)} (${number.slice(3, 5)}) ${number.slice(5)}`;
    expect(await codeOf(await post('/phone/send-code', { phoneNumber: spaced }))).toBe('accepted');
    const [code] = await codesTo(number, 2);
    const signedIn = await post('/sign-in/phone-number', { phoneNumber: number, code });
    const cookie = signedIn.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    const mine = await createClient(baseUrl, await fetchToken({ baseUrl, cookie })).must('getMe');
    expect(mine.name).toBe('phil');
    const again = await post('/sign-in/phone-number', { phoneNumber: number, code });
    expect(await codeOf(again)).toBe('invalid_credentials');
  });

  it('need the password first, and the code of their own text', async () => {
    const session = await signUpNew('pam');
    const number = newNumber();
    const begin = (confirmation: string) =>
      post('/phone/begin', { phoneNumber: number, confirmation }, session);
    expect(await codeOf(await begin('not the password'))).toBe('invalid_credentials');
    await begin(password);
    const [code] = await codesTo(number);
    const other = await signUpNew('pete');
    for (const [by, given] of [
      [session, wrong(code)],
      [other, code],
    ] as const) {
      const answer = await post('/phone/confirm', { phoneNumber: number, code: given }, by);
      expect(await codeOf(answer)).toBe('invalid_credentials');
    }
    // Nor does it sign anybody in.
    const entered = await post('/sign-in/phone-number', { phoneNumber: number, code });
    expect(await codeOf(entered)).toBe('invalid_credentials');
    const phone = await callAuth(baseUrl, '/phone', { method: 'GET', cookie: session.cookie });
    expect(await phone.json()).toEqual({ phoneNumber: null });
  });

  it('answer the same whether or not anybody has them, and are not asked for without end', async () => {
    const known = newNumber();
    await addNumber(await signUpNew('paula'), known);
    const unknown = newNumber();
    const answers = async (phoneNumber: string, times: number) => {
      const codes: string[] = [];
      for (let time = 0; time < times; time += 1) {
        const response = await post('/phone/send-code', { phoneNumber });
        const body = (await response.json()) as { code?: string };
        codes.push(body.code ?? JSON.stringify(body));
      }
      return codes;
    };
    const accepted = JSON.stringify({ status: true });
    expect(await answers(known, 5)).toEqual([...Array(4).fill(accepted), 'too_many_requests']);
    expect(await answers(unknown, 6)).toEqual([...Array(5).fill(accepted), 'too_many_requests']);
    const { items } = await admin.must('listOutboxTexts', { query: { limit: 200 } });
    expect(items.filter(({ to }) => to === unknown)).toEqual([]);
  });

  it('forget a code after five wrong ones', async () => {
    const number = newNumber();
    await addNumber(await signUpNew('petra'), number);
    await post('/phone/send-code', { phoneNumber: number });
    const [code] = await codesTo(number, 2);
    const attempt = (given: string | undefined) =>
      post('/sign-in/phone-number', { phoneNumber: number, code: given });
    for (let time = 0; time < 5; time += 1) {
      expect(await codeOf(await attempt(wrong(code)))).toBe('invalid_credentials');
    }
    expect(await codeOf(await attempt(code))).toBe('invalid_credentials');
  });

  it('do not replace the second step', async () => {
    const session = await signUpNew('paul');
    const number = newNumber();
    await addNumber(session, number);
    const prepared = await post('/two-factor/enable', { password }, session);
    const { totpURI } = (await prepared.json()) as { totpURI: string };
    await post('/two-factor/verify-totp', { code: totp(totpURI) }, session);
    await post('/phone/send-code', { phoneNumber: number });
    const [code] = await codesTo(number, 2);
    const answer = await post('/sign-in/phone-number', { phoneNumber: number, code });
    expect(await answer.json()).toMatchObject({ twoFactorRedirect: true });
    const cookies = answer.headers.getSetCookie().join();
    expect(cookies).not.toMatch(/session_token=[^;]/);
  });

  it('go with whoever received the last code there, and when they are removed', async () => {
    const number = newNumber();
    const [first, second] = [await signUpNew('pia'), await signUpNew('pius')];
    await addNumber(first, number);
    const begun = { phoneNumber: number, confirmation: password };
    await post('/phone/begin', begun, second);
    const [code] = await codesTo(number, 2);
    await post('/phone/confirm', { phoneNumber: number, code }, second);
    const numberOf = async ({ cookie }: Session) =>
      (await callAuth(baseUrl, '/phone', { method: 'GET', cookie })).json();
    expect(await numberOf(first)).toEqual({ phoneNumber: null });
    expect(await numberOf(second)).toEqual({ phoneNumber: number });
    await post('/phone/remove', {}, second);
    expect(await numberOf(second)).toEqual({ phoneNumber: null });
  });

  it('are refused where they are none', async () => {
    for (const phoneNumber of ['', 'abc', '030 123456', `+${'9'.repeat(30)}`]) {
      const answer = await post('/phone/send-code', { phoneNumber });
      expect(await codeOf(answer), phoneNumber).toBe('invalid_request');
    }
  });
});
