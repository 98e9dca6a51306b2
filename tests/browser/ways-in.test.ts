import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  adminAccount,
  type Client,
  createClient,
  eventually,
  fetchToken,
  type Instance,
  setUpAdmin,
  signIn,
  startInstance,
} from '../acceptance/harness/index.ts';
import { type SignInPage, startSignInPage } from '../acceptance/harness/oidc-provider.ts';
import { checkPage, launchBrowser, openContext, screenshot, watchForFaults } from './page.ts';

const NUMBER = '+493012345678';
const visitor = {
  sub: 'vera',
  name: 'Vera',
  email: 'vera@example.org',
  email_verified: true,
  password: 'a quiet evening song',
};
const leaver = { sub: 'liv', name: 'Liv', email: 'liv@example.org', email_verified: true };
const invited = { name: 'Ines', email: 'ines@example.org', password: 'a quiet evening song' };

describe('ways in', () => {
  let provider: SignInPage;
  let instance: Instance;
  let browser: Browser;
  let page: Page;
  let faults: string[];

  beforeAll(async () => {
    provider = await startSignInPage();
    instance = await startInstance();
    await setUpAdmin(instance.baseUrl);
    const { baseUrl } = instance;
    provider.open(`${baseUrl}/api/auth/callback/family`);
    const family = { id: 'family', name: 'Family', issuer: provider.issuer, ...provider.client };
    await instance.kill9();
    await instance.start({
      PUBLIC_URL: baseUrl,
      REGISTRATION: 'invite',
      OIDC_PROVIDERS: JSON.stringify([family]),
    });
    browser = await launchBrowser();
    page = await newPage();
  });
  afterAll(async () => {
    await browser?.close();
    await instance?.dispose();
    await provider?.dispose();
  });

  async function newPage(): Promise<Page> {
    const context = await openContext(browser, { baseURL: instance.baseUrl });
    const opened = await context.newPage();
    faults = watchForFaults(opened);
    return opened;
  }

  async function asAdmin(): Promise<Client> {
    const session = await signIn(instance.baseUrl, adminAccount);
    return createClient(instance.baseUrl, await fetchToken(session));
  }

  /** The code in the text that comes to the number by this. */
  async function codeSentBy(act: () => Promise<void>): Promise<string> {
    const admin = await asAdmin();
    const texts = async () =>
      (await admin.must('listOutboxTexts')).items.filter(({ to }) => to === NUMBER);
    const before = (await texts()).length;
    await act();
    const [newest] = await eventually('a text', async () => {
      const list = await texts();
      return list.length > before && list;
    });
    return newest?.text.slice(0, 6) ?? '';
  }

  /** Page that the link of a mail leads to. */
  async function pathInMail(kind: string, to: string): Promise<string> {
    const admin = await asAdmin();
    const mail = await eventually(`mail ${kind}`, async () => {
      const { items } = await admin.must('listOutbox');
      return items.find((item) => item.kind === kind && item.to === to);
    });
    const { pathname, search } = new URL(/https?:\/\/\S+/.exec(mail.text)?.[0] ?? '');
    return pathname + search;
  }

  const home = () => page.waitForURL((url) => url.pathname === '/');
  const section = (name: string) => page.getByRole('region', { name, exact: true });

  async function followInvitation(): Promise<void> {
    const { path } = await (await asAdmin()).must('createInvitation', { body: {} });
    await page.goto(path);
  }

  /** The page of a new account that signs in elsewhere, in a browser of its own. */
  async function openAccountOf(person: typeof leaver): Promise<void> {
    page = await newPage();
    await followInvitation();
    provider.nextPerson(person);
    await page.getByRole('button', { name: 'Go on with Family' }).click();
    await home();
    await page.goto('/account');
  }

  async function inTheDark(name: string): Promise<void> {
    await page.emulateMedia({ colorScheme: 'dark' });
    await checkPage(page, `${name}-dark`);
    await page.emulateMedia({ colorScheme: 'light' });
  }

  it('are closed to whoever is not invited, and say so', async () => {
    await page.goto('/sign-up');
    await page.getByText('This instance is for invited people').waitFor();
    expect(await page.getByLabel('E-mail').count()).toBe(0);
    await checkPage(page, 'sign-up-invite-only');
    await page.goto('/sign-up?invitation=made-up');
    await fill(invited);
    await page.getByText('This invitation has expired').waitFor();
  });

  async function fill({ name, email, password }: typeof invited): Promise<void> {
    await page.getByLabel('Name').fill(name);
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Create account' }).click();
  }

  it('open by the link of an invitation', async () => {
    await followInvitation();
    await page.getByLabel('Name').waitFor();
    await checkPage(page, 'sign-up-invited');
    await fill(invited);
    await home();
  });

  it('lead by a phone, whose number a code confirms first', async () => {
    await page.goto('/account');
    const phone = section('Phone');
    await phone.getByLabel('Phone number').fill('12345');
    await phone.getByLabel('Current password').fill(invited.password);
    await phone.getByRole('button', { name: 'Add number' }).click();
    await page.getByText('Enter a phone number with the code of its country.').first().waitFor();
    await phone.getByLabel('Phone number').fill('+49 (30) 1234-5678');
    const added = await codeSentBy(() => phone.getByRole('button', { name: 'Add number' }).click());
    await phone.getByText('A code is on its way').waitFor();
    await phone.getByLabel('Code').fill(added);
    await phone.getByRole('button', { name: 'Confirm' }).click();
    await phone.getByText(NUMBER).waitFor();
    await checkPage(page, 'account-phone');
    await inTheDark('account-phone');

    await page.context().clearCookies();
    await page.goto('/sign-in');
    await checkPage(page, 'sign-in-ways');
    await inTheDark('sign-in-ways');
    await page.getByRole('link', { name: 'Sign in by phone' }).click();
    await page.getByLabel('Phone number').fill(NUMBER);
    await checkPage(page, 'phone-number');
    const code = await codeSentBy(() =>
      page.getByRole('button', { name: 'Send the code' }).click(),
    );
    await page.getByLabel('Code').fill('nothing');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByText('This code is not right').waitFor();
    await checkPage(page, 'phone-code');
    await inTheDark('phone-code');
    await page.getByLabel('Code').fill(code);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await home();
    expect(faults).toEqual([]);
  });

  it('lead by another sign-in page, for whoever may come in', async () => {
    page = await newPage();
    provider.nextPerson({ sub: 'stranger', email: 'who@example.org', email_verified: true });
    await page.goto('/sign-in');
    await page.getByRole('button', { name: 'Go on with Family' }).click();
    await page.getByText('This instance is for invited people').waitFor();
    await checkPage(page, 'provider-refused');

    // The other page remembers who signed in there: somebody else has a browser of their own.
    page = await newPage();
    await page.goto('/sign-in');
    provider.nextPerson({ sub: 'ada', email: adminAccount.email, email_verified: true });
    await page.getByRole('button', { name: 'Go on with Family' }).click();
    await home();
    await page.goto('/account');
    await section('Connected accounts').getByText('Connected', { exact: true }).waitFor();
    await checkPage(page, 'account-connected');
    await inTheDark('account-connected');
    await section('Connected accounts').getByRole('button', { name: 'Disconnect Family' }).click();
    await section('Connected accounts').getByText('Not connected').waitFor();
    await section('Connected accounts').getByRole('button', { name: 'Connect Family' }).click();
    await section('Connected accounts').getByText('Connected', { exact: true }).waitFor();
    expect(faults).toEqual([]);
  });

  it('keep the language that somebody chooses, for their mails too', async () => {
    await section('Language').getByLabel('Language').selectOption({ label: 'Deutsch' });
    await page.getByRole('heading', { name: 'Konto', level: 1 }).waitFor();
    await eventually('the language to be kept', async () => {
      const { language } = await (await asAdmin()).must('getMe');
      return language === 'de';
    });
    await screenshot(page, 'account-german');
  });

  it('belong to accounts without a password, too, which confirm by their address', async () => {
    await openAccountOf(visitor);
    await section('Your data').getByLabel('Your e-mail address').waitFor();
    await checkPage(page, 'account-without-password');
    await inTheDark('account-without-password');
    expect(await page.getByLabel('Current password').count()).toBe(0);
    const twoStep = section('Two-step sign-in');
    await twoStep.getByText('Your account has none').waitFor();
    expect(await twoStep.getByRole('button').count()).toBe(0);

    const phone = section('Phone');
    await phone.getByLabel('Phone number').fill('+49 30 99887766');
    await phone.getByLabel('Your e-mail address').fill('somebody@example.org');
    await phone.getByRole('button', { name: 'Add number' }).click();
    await page.getByText('That is not the address of this account.').first().waitFor();
    await phone.getByLabel('Your e-mail address').fill(visitor.email);
    await phone.getByRole('button', { name: 'Add number' }).click();
    await phone.getByText('A code is on its way').waitFor();

    await section('Password').getByRole('button', { name: 'Send me the link' }).click();
    await page.goto(await pathInMail('reset_password', visitor.email));
    await page.getByLabel('New password').fill(visitor.password);
    await page.getByRole('button', { name: 'Set password' }).click();
    await page.getByText('Your new password works').waitFor();
    await page.goto('/sign-in?next=/account');
    await page.getByLabel('E-mail').fill(visitor.email);
    await page.getByLabel('Password', { exact: true }).fill(visitor.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await section('Your data').getByLabel('Current password').fill(visitor.password);
    expect(await page.getByLabel('Your e-mail address').count()).toBe(0);
    expect(faults).toEqual([]);
  });

  it('end with the account, deleted by who has no password', async () => {
    await openAccountOf(leaver);
    const data = section('Your data');
    await data.getByLabel('Your e-mail address').fill(leaver.email);
    await data.getByRole('button', { name: 'Delete account' }).click();
    await page.waitForURL((url) => url.pathname === '/sign-in');
    await eventually('the account to be gone', async () => {
      const { items } = await (await asAdmin()).must('listUsers', { query: { q: leaver.email } });
      return items.length === 0;
    });
  });
});
