import type { OutboxMail } from '@madrigal/contract';
import { describe, expect, it } from 'vitest';
import {
  callAuth,
  createClient,
  eventually,
  fetchToken,
  hasOwnInstances,
  readProblem,
  sharedInstance,
  signIn,
  signUp,
} from './harness/index.ts';
import { ownInstance } from './harness/own-instance.ts';

const { baseUrl, admin, anonymous } = hasOwnInstances ? await ownInstance() : sharedInstance();
const { mail: engine } = await anonymous.must('getInstance');

const newPerson = (name: string) => ({
  name,
  email: `${name.toLowerCase()}-${crypto.randomUUID()}@example.org`,
  password: 'a quiet evening song',
});

/** The newest mail of a kind to somebody, once it was sent. */
const mailTo = (to: string, kind: OutboxMail['kind']) =>
  eventually(`a mail ${kind} to ${to}`, async () => {
    const { items } = await admin.must('listOutbox', { query: { limit: 200 } });
    return items.find((mail) => mail.to === to && mail.kind === kind);
  });

const tokenIn = ({ text }: OutboxMail) => /\?token=(\S+)/.exec(text)?.[1] ?? '';

async function codeOf(response: Response): Promise<string> {
  return response.ok ? 'accepted' : (await readProblem(response)).code;
}

// Somebody else's instance sends its mails, and we cannot read them.
describe.skipIf(engine !== 'outbox')('mail', () => {
  it('confirms an address by a link', async () => {
    const person = newPerson('Vera');
    const session = await signUp(baseUrl, person);
    const mail = await mailTo(person.email, 'verify_email');
    const path = `/verify-email?token=${tokenIn(mail)}`;
    expect((await callAuth(baseUrl, path, { method: 'GET' })).status).toBe(200);
    const answer = await callAuth(baseUrl, '/get-session', {
      method: 'GET',
      cookie: session.cookie,
    });
    expect(await answer.json()).toMatchObject({ user: { emailVerified: true } });
  });

  it('resets a password once, for whoever reads the mail, and signs every device out', async () => {
    const person = newPerson('Rita');
    const session = await signUp(baseUrl, person);
    await fetchToken(session);
    const asked = { body: { email: person.email } };
    expect((await callAuth(baseUrl, '/request-password-reset', asked)).status).toBe(200);
    const token = tokenIn(await mailTo(person.email, 'reset_password'));

    const newPassword = 'an entirely new song';
    const reset = () => callAuth(baseUrl, '/reset-password', { body: { token, newPassword } });
    expect((await reset()).status).toBe(200);
    expect(await codeOf(await reset())).toBe('invalid_token');
    await expect(fetchToken(session)).rejects.toThrow('no token: 401');
    await expect(signIn(baseUrl, person)).rejects.toThrow('invalid_credentials');
    const again = await signIn(baseUrl, { ...person, password: newPassword });
    const me = await createClient(baseUrl, await fetchToken(again)).must('getMe');
    expect(me.email).toBe(person.email);
  });

  it('answers a wish for a new password the same whether or not the account exists', async () => {
    const person = newPerson('Samira');
    await signUp(baseUrl, person);
    const answers = [person.email, newPerson('Nobody').email].map(async (email) => {
      const response = await callAuth(baseUrl, '/request-password-reset', { body: { email } });
      return { status: response.status, body: await response.json() };
    });
    const [known, unknown] = await Promise.all(answers);
    expect(unknown).toEqual(known);
    expect(known?.status).toBe(200);
  });

  it('has links that no Host header can lead astray', async () => {
    const person = newPerson('Hilda');
    await signUp(baseUrl, person);
    const { host } = new URL(baseUrl);
    await fetch(new URL('/api/auth/request-password-reset', baseUrl), {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-host': 'evil.test' },
      body: JSON.stringify({ email: person.email, redirectTo: `http://${host}/x` }),
    });
    const { text, html } = await mailTo(person.email, 'reset_password');
    // Where nobody said which address people use, it is for them to put one before the path.
    expect(text.replaceAll(baseUrl, '')).toMatch(/^\/reset-password\?token=/m);
    expect(`${text}${html}`).not.toContain('evil.test');
  });

  it('is in the language of whoever reads it', async () => {
    const person = newPerson('Gerda');
    const session = await signUp(baseUrl, person);
    const client = createClient(baseUrl, await fetchToken(session));
    expect(await client.must('updateMe', { body: { language: 'de' } })).toMatchObject({
      name: 'Gerda',
      language: 'de',
    });
    await callAuth(baseUrl, '/request-password-reset', { body: { email: person.email } });
    const mail = await mailTo(person.email, 'reset_password');
    expect(mail.subject).toBe('Wähle ein neues Passwort');
    expect(mail.html).toContain('<html lang="de">');
  });

  it('tells of a sign-in from a new device', async () => {
    const person = newPerson('Dina');
    await signUp(baseUrl, person);
    await signIn(baseUrl, person);
    const { subject } = await mailTo(person.email, 'new_device');
    expect(subject).toMatch(/^New sign-in: /);
  });
});
