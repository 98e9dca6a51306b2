import type { MailOrder } from '@madrigal/core/notifications';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ada, createClient, openAccounts, type TestAccounts } from './testing/index.ts';

const posted: MailOrder[] = [];
const post = (order: MailOrder) => void posted.push(order);
const tokenOf = (order: MailOrder | undefined) =>
  new URLSearchParams(order?.url.split('?')[1]).get('token') ?? '';
const person = (name: string) => ({
  name,
  email: `${name.toLowerCase()}@example.org`,
  password: 'a quiet evening song',
});

let accounts: TestAccounts;
beforeEach(() => {
  posted.length = 0;
});

describe('mails of accounts', () => {
  beforeAll(async () => {
    accounts = await openAccounts({ postOffice: { post } });
    await accounts.directory.createFirstAccount(ada);
  });
  afterAll(() => accounts.dispose());

  it('confirm an address, which is not needed to sign in', async () => {
    const carol = person('Carol');
    const client = createClient(accounts);
    await client.call('/sign-up/email', carol);
    expect(posted).toMatchObject([{ kind: 'verify_email', to: carol.email }]);
    expect(posted[0]?.url).toMatch(/^\/verify-email\?token=/);
    expect((await client.call('/sign-in/email', carol)).status).toBe(200);
    const path = `/verify-email?token=${tokenOf(posted[0])}`;
    expect((await client.call(path)).status).toBe(200);
    const { json } = await client.call('/get-session');
    expect(json.user).toMatchObject({ emailVerified: true });
    expect((await createClient(accounts).call('/verify-email?token=forged')).json).toMatchObject({
      code: 'invalid_token',
    });
  });

  it('let somebody set a new password once, which signs every device out', async () => {
    const dora = person('Dora');
    const [browser, stranger] = [createClient(accounts), createClient(accounts)];
    await browser.call('/sign-up/email', dora);
    await browser.call('/sign-in/email', dora);
    posted.length = 0;
    await stranger.call('/request-password-reset', { email: dora.email });
    expect(posted).toMatchObject([{ kind: 'reset_password', to: dora.email }]);
    const reset = { token: tokenOf(posted[0]), newPassword: 'an entirely new password' };
    const rows = await accounts.rows('auth_verifications');
    expect(rows).not.toEqual([]);
    expect(JSON.stringify(rows)).not.toContain(reset.token);

    const short = { ...reset, newPassword: 'short' };
    expect((await stranger.call('/reset-password', short)).status).toBe(400);
    expect((await stranger.call('/reset-password', reset)).status).toBe(200);
    expect(await stranger.call('/reset-password', reset)).toMatchObject({
      status: 400,
      json: { code: 'invalid_token' },
    });
    expect((await browser.call('/token')).status).toBe(401);
    expect((await stranger.call('/sign-in/email', dora)).status).toBe(401);
    const password = reset.newPassword;
    expect((await stranger.call('/sign-in/email', { ...dora, password })).status).toBe(200);
  });

  it('refuses a reset link after an hour', async () => {
    await createClient(accounts).call('/request-password-reset', { email: ada.email });
    for (const { id, expires_at } of await accounts.rows('auth_verifications')) {
      const hourBefore = new Date((expires_at as Date).getTime() - 3_600_000);
      await accounts.set('auth_verifications', { id }, { expires_at: hourBefore });
    }
    const reset = { token: tokenOf(posted[0]), newPassword: 'an entirely new password' };
    expect((await createClient(accounts).call('/reset-password', reset)).json).toMatchObject({
      code: 'invalid_token',
    });
  });

  it('are asked for with the same answer whether or not the account exists', async () => {
    const ask = async (email: string) => {
      const { status, json } = await createClient(accounts).call('/request-password-reset', {
        email,
      });
      return { status, json };
    };
    expect(await ask('nobody@example.org')).toEqual(await ask(ada.email));
    expect(posted).toHaveLength(1);
  });

  it('tell who signs up twice that they have an account', async () => {
    await createClient(accounts).call('/sign-up/email', { ...person('Mallory'), email: ada.email });
    expect(posted).toMatchObject([{ kind: 'account_exists', to: ada.email }]);
  });

  it('tell of a sign-in from a new device, but not of the first one or of a known one', async () => {
    const erin = person('Erin');
    const [desk, phone] = [createClient(accounts), createClient(accounts)];
    await desk.call('/sign-up/email', erin);
    posted.length = 0;
    await desk.call('/sign-in/email', erin);
    await desk.call('/sign-out', {});
    await desk.call('/sign-in/email', erin);
    await phone.call('/sign-in/email', { ...erin, password: 'wrong' });
    expect(posted).toEqual([]);
    const userAgent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
    await phone.call('/sign-in/email', erin, { 'user-agent': userAgent });
    expect(posted).toMatchObject([
      { kind: 'new_device', to: erin.email, values: { device: 'Firefox, Linux' } },
    ]);
    await phone.call('/sign-in/email', erin);
    expect(posted).toHaveLength(1);
  });
});

describe('mails with a public URL and verification required', () => {
  const publicUrl = 'https://music.example';
  beforeAll(async () => {
    accounts = await openAccounts({
      postOffice: { post },
      publicUrl,
      emailVerificationRequired: true,
    });
    await accounts.directory.createFirstAccount(ada);
  });
  afterAll(() => accounts.dispose());

  it('lets the first account in and others once they followed the link', async () => {
    const client = createClient(accounts, publicUrl);
    expect((await client.call('/sign-in/email', ada)).status).toBe(200);
    const frank = person('Frank');
    await client.call('/sign-up/email', frank);
    expect(await client.call('/sign-in/email', frank)).toMatchObject({
      status: 403,
      json: { code: 'email_not_verified' },
    });
    expect(posted.map(({ kind }) => kind)).toEqual(['verify_email', 'verify_email']);
    expect(posted[1]?.url).toMatch(/^https:\/\/music\.example\/verify-email\?token=/);
    await client.call(`/verify-email?token=${tokenOf(posted[1])}`);
    expect((await client.call('/sign-in/email', frank)).status).toBe(200);
  });

  it('never follows the Host of whoever asks', async () => {
    const forged = createClient(accounts, 'https://evil.test');
    await forged.call('/request-password-reset', { email: ada.email, redirectTo: '/x' });
    for (const { url } of posted) expect(url).toMatch(/^https:\/\/music\.example\//);
  });
});

describe('mails and texts', () => {
  const texts: { language: string }[] = [];
  beforeAll(async () => {
    accounts = await openAccounts({
      postOffice: { post },
      textOffice: { post: (text) => void texts.push(text) },
    });
    await accounts.directory.createFirstAccount(ada, 'de');
  });
  afterAll(() => accounts.dispose());
  const languages = () => posted.map(({ language }) => language);
  const reset = (email: string, asked: string) =>
    createClient(accounts).call('/request-password-reset', { email }, { 'accept-language': asked });

  it('are in the language that somebody chose, else in that of the browser', async () => {
    const greta = person('Greta');
    const client = createClient(accounts);
    await client.call('/sign-up/email', greta, { 'accept-language': 'de-AT,en;q=0.5' });
    // Whoever asks for a new password may be anybody: the account's own language counts.
    await reset(greta.email, 'en');
    await reset(ada.email, 'en');
    await client.call('/sign-up/email', ada, { 'accept-language': 'en' });
    expect(languages()).toEqual(['de', 'de', 'de', 'de']);

    await client.call('/sign-in/email', greta);
    const { json } = await client.call('/get-session');
    const { id } = json.user as { id: string };
    expect(await accounts.directory.setLanguage(id, 'en')).toMatchObject({ language: 'en' });
    expect(await accounts.directory.getAccount(id)).toMatchObject({ language: 'en' });
    posted.length = 0;
    await reset(greta.email, 'de');
    await createClient(accounts).call('/sign-in/email', greta, { 'accept-language': 'de' });
    expect(languages()).toEqual(['en', 'en']);
    await expect(accounts.directory.setLanguage('nobody', 'de')).rejects.toMatchObject({
      code: 'not_found',
    });

    const number = { phoneNumber: '+4930123456' };
    await client.call('/phone/begin', { ...number, confirmation: greta.password });
    expect(texts.map(({ language }) => language)).toEqual(['en']);
  });

  it('are in the language of the browser for accounts that never said, then in English', async () => {
    const henk = person('Henk');
    await createClient(accounts).call('/sign-up/email', henk, { 'accept-language': 'nl' });
    await reset(henk.email, 'de');
    await reset(henk.email, 'nl');
    expect(languages()).toEqual(['en', 'de', 'en']);
  });
});
