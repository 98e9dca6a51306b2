import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  adminAccount,
  createClient,
  eventually,
  type Instance,
  startInstance,
} from '../acceptance/harness/index.ts';
import { startUserPool, type UserPool } from '../acceptance/harness/user-pool/index.ts';
import { checkPage, launchBrowser, openContext, screenshot, watchForFaults } from './page.ts';

const admin = { ...adminAccount, password: 'Correct-horse-1' };
const lea = { name: 'Lea', email: 'lea@example.org', password: 'Quiet-evening-1' };
/** Host of the pool's own pages: the browser is sent to the stand-in instead. */
const PAGES = 'pages.example';
const PASSWORD = 'Loud-morning-22';
const NUMBER = '+493012345678';
const NEXT_NUMBER = '+493087654321';
/** Longer than access tokens last. */
const LATER_MS = 16 * 60_000;
const LATER = `{ const now = Date.now; Date.now = () => now() + ${LATER_MS}; }`;

describe('sign-in at a user pool', () => {
  let pool: UserPool;
  let instance: Instance;
  let browser: Browser;
  let page: Page;
  let faults: string[];
  let refused: string[];

  beforeAll(async () => {
    pool = await startUserPool();
    instance = await startInstance({
      ...pool.env,
      REGISTRATION: 'open',
      SMS: 'sns',
      COGNITO_HOSTED_DOMAIN: PAGES,
      COGNITO_PROVIDERS: 'SignInWithApple',
    });
    browser = await launchBrowser();
    await newPage();
  });
  afterAll(async () => {
    await browser?.close();
    await instance?.dispose();
    await pool?.stop();
  });

  async function newPage(): Promise<void> {
    const context = await openContext(browser, { baseURL: instance.baseUrl });
    await context.route(`https://${PAGES}/**`, async (route) => {
      const { pathname, search } = new URL(route.request().url());
      const url = pool.endpoint + pathname + search;
      await route.fulfill({ response: await route.fetch({ url, maxRedirects: 0 }) });
    });
    page = await context.newPage();
    faults = watchForFaults(page);
    refused = [];
    page.on('response', (response) => {
      const path = new URL(response.url()).pathname;
      if (path.startsWith('/api/') && response.status() >= 400) refused.push(path);
    });
  }

  const home = () => page.waitForURL((url) => url.pathname === '/');
  const asked = (operation: string) => pool.asked.filter((name) => name === operation).length;

  const phoneSection = () => page.getByRole('region', { name: 'Phone', exact: true });

  async function inTheDark(name: string): Promise<void> {
    await page.emulateMedia({ colorScheme: 'dark' });
    await checkPage(page, `${name}-dark`);
    await page.emulateMedia({ colorScheme: 'light' });
  }

  async function signIn({ email, password }: { email: string; password: string }): Promise<void> {
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  }

  async function signOut(name: string): Promise<void> {
    await page
      .getByRole('button', { name: `Account of ${name}` })
      .first()
      .click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.waitForURL((url) => url.pathname === '/sign-in');
  }

  it('begins with the first account, an admin', async () => {
    await page.goto('/');
    await page.getByLabel('Name').fill(admin.name);
    await page.getByLabel('E-mail').fill(admin.email);
    await page.getByLabel('Password', { exact: true }).fill(admin.password);
    await page.getByRole('button', { name: 'Create account' }).click();
    await home();
    await page.goto('/admin');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.goto('/');
    await signOut(admin.name);
    expect(refused).toEqual([]);
    expect(faults).toEqual([]);
  });

  it('takes new people who have the code of a mail', async () => {
    await page.getByRole('link', { name: 'Create an account' }).click();
    await page.getByLabel('Name').fill(lea.name);
    await page.getByLabel('E-mail').fill(lea.email);
    await page.getByLabel('Password', { exact: true }).fill('too simple for it');
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByText('This password is too simple').waitFor();
    await checkPage(page, 'pool-sign-up');
    await page.getByLabel('Password', { exact: true }).fill(lea.password);
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByLabel('Code').fill('nothing');
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByText('This code is not right').waitFor();
    await checkPage(page, 'pool-code');
    await inTheDark('pool-code');
    await page.getByLabel('Code').fill(pool.codeOf(lea.email));
    await page.getByRole('button', { name: 'Go on' }).click();
    await home();
    await page.getByRole('button', { name: 'Account of Lea' }).first().waitFor();
  });

  it('lasts when the page is loaded again, without asking for a new token', async () => {
    const before = asked('GetTokensFromRefreshToken');
    await page.reload();
    await page.getByRole('button', { name: 'Account of Lea' }).first().waitFor();
    expect(asked('GetTokensFromRefreshToken')).toBe(before);
    expect(refused).toEqual([]);
  });

  it('renews a token that has expired, in an open page and in a new one', async () => {
    const before = asked('GetTokensFromRefreshToken');
    await page.evaluate(LATER);
    await page.getByRole('link', { name: 'Albums' }).first().click();
    // Answers to what the page before asked for may still come, with the former token.
    await eventually('a new token', async () => asked('GetTokensFromRefreshToken') > before);
    await page.getByRole('heading', { level: 1, name: 'Albums' }).waitFor();

    const renewed = asked('GetTokensFromRefreshToken');
    await page.addInitScript(LATER);
    await page.reload();
    await page.getByRole('button', { name: 'Account of Lea' }).first().waitFor();
    expect(asked('GetTokensFromRefreshToken')).toBeGreaterThan(renewed);
    expect(refused).toEqual([]);
    expect(faults).toEqual([]);
  });

  it('shows on the account page what the pool can do, and nothing that it cannot', async () => {
    await newPage();
    await page.goto('/sign-in?next=/account');
    await signIn(lea);
    await page.getByRole('region', { name: 'Password', exact: true }).waitFor();
    await page.getByRole('region', { name: 'Your data' }).getByLabel('Current password').waitFor();
    for (const name of ['Passkeys', 'Two-step sign-in', 'Devices']) {
      expect(await page.getByRole('region', { name, exact: true }).count(), name).toBe(0);
    }
    await checkPage(page, 'pool-account');
    const password = page.getByRole('region', { name: 'Password', exact: true });
    await password.getByLabel('Current password').fill(lea.password);
    await password.getByLabel('New password').fill(PASSWORD);
    await password.getByRole('button').last().click();
    await page.getByText('Saved').first().waitFor();
    expect(refused).toEqual([]);
    await page.goto('/reset-password?token=old');
    await home();
  });

  it('confirms a phone number by a code that comes to it', async () => {
    await page.goto('/account');
    const phone = phoneSection();
    await phone.getByLabel('Phone number').fill('12345');
    await phone.getByRole('button', { name: 'Add number' }).click();
    await page.getByText('Enter a phone number with the code of its country.').first().waitFor();
    await phone.getByLabel('Phone number').fill('+49 (30) 1234-5678');
    await phone.getByRole('button', { name: 'Add number' }).click();
    await phone.getByText('A code is on its way to +49 (30) 1234-5678').waitFor();
    await checkPage(page, 'pool-phone-code');
    await inTheDark('pool-phone-code');
    await phone.getByLabel('Code').fill('nothing');
    await phone.getByRole('button', { name: 'Confirm' }).click();
    await page.getByText('This code is not right, or has expired.').first().waitFor();
    await phone.getByRole('button', { name: 'Send the code again' }).click();
    await page.getByText('A new code is on its way.').first().waitFor();
    await phone.getByLabel('Code').fill(pool.codeTo(NUMBER));
    await phone.getByRole('button', { name: 'Confirm' }).click();
    await phone.getByText(NUMBER, { exact: true }).waitFor();
    await phone.getByRole('button', { name: 'Change number' }).waitFor();
    await checkPage(page, 'pool-phone');
    await inTheDark('pool-phone');
    await page.reload();
    await phone.getByText(NUMBER, { exact: true }).waitFor();
  });

  it('keeps a number until the next one is confirmed, and as long as codes go to it', async () => {
    const phone = phoneSection();
    await phone.getByLabel('Phone number').fill(NEXT_NUMBER);
    await phone.getByRole('button', { name: 'Change number' }).click();
    await phone.getByText(`A code is on its way to ${NEXT_NUMBER}`).waitFor();
    await phone.getByText(NUMBER, { exact: true }).waitFor();
    await phone.getByRole('button', { name: 'Use another number' }).click();
    await phone.getByLabel('Phone number').fill(NEXT_NUMBER);
    await phone.getByRole('button', { name: 'Change number' }).click();
    // The code of before is no good any more: it is read once the other one was sent.
    await phone.getByLabel('Code').waitFor();
    await phone.getByLabel('Code').fill(pool.codeTo(NEXT_NUMBER));
    await phone.getByRole('button', { name: 'Confirm' }).click();
    await phone.getByText(NEXT_NUMBER, { exact: true }).waitFor();

    pool.addTexts(lea.email);
    await phone.getByRole('button', { name: 'Remove' }).click();
    await page.getByText('Change it instead of removing it.').first().waitFor();
    await phone.getByText(NEXT_NUMBER, { exact: true }).waitFor();
    pool.dropTexts(lea.email);
    await phone.getByRole('button', { name: 'Remove' }).click();
    await phone.getByRole('button', { name: 'Add number' }).waitFor();
    await phone.getByText(NEXT_NUMBER, { exact: true }).waitFor({ state: 'detached' });
    expect(refused).toEqual([]);
    expect(faults).toEqual([]);
  });

  it('asks for no number where the pool sends no texts', async () => {
    const before = { page, faults, refused };
    await newPage();
    await page.route('**/api/v1/instance', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...(await response.json()), sms: 'off' } });
    });
    await page.goto('/sign-in?next=/account');
    await signIn({ ...lea, password: PASSWORD });
    await page.getByRole('region', { name: 'Your data' }).getByLabel('Current password').waitFor();
    expect(await phoneSection().count()).toBe(0);
    await page.context().close();
    ({ page, faults, refused } = before);
  });

  it('says the same of a wrong password and of an unknown address', async () => {
    await page.goto('/');
    await signOut(lea.name);
    for (const wrong of [lea, { ...lea, email: 'eve@example.org' }]) {
      await page.reload();
      await signIn(wrong);
      await page.getByText('The e-mail or the password is not right.').waitFor();
    }
    await screenshot(page, 'pool-wrong');
  });

  it('gives a new password by a code', async () => {
    await page.getByRole('link', { name: 'Forgot your password?' }).click();
    // The page before has a field of the same name.
    await page.getByRole('button', { name: 'Send the code' }).waitFor();
    await page.getByLabel('E-mail').fill(lea.email);
    await checkPage(page, 'pool-forgot');
    await page.getByRole('button', { name: 'Send the code' }).click();
    await page.getByLabel('New password').fill(lea.password);
    await page.getByLabel('Code').fill('nothing');
    await checkPage(page, 'pool-reset');
    await page.getByRole('button', { name: 'Set password' }).click();
    await page.getByText('This code is not right').waitFor();
    await page.getByLabel('Code').fill(pool.codeOf(lea.email));
    await page.getByRole('button', { name: 'Set password' }).click();
    await page.getByText('Your new password works').waitFor();
    await page.getByRole('link', { name: 'Sign in' }).click();
    await signIn(lea);
    await home();
    expect(faults).toEqual([]);
  });

  it('leads by other pages of the pool, and out of them again', async () => {
    await newPage();
    pool.nextPerson(admin.email);
    await page.goto('/sign-in');
    const apple = page.getByRole('button', { name: 'Go on with Apple' });
    await apple.waitFor();
    await checkPage(page, 'pool-sign-in');
    await apple.click();
    await home();
    await page
      .getByRole('button', { name: `Account of ${admin.name}` })
      .first()
      .waitFor();
    expect(pool.asked).toContain('authorize SignInWithApple');
    expect(refused).toEqual([]);
    await signOut(admin.name);
    await page.reload();
    await apple.waitFor();
    expect(faults).toEqual([]);
  });

  it('ends everywhere here when the account is deleted', async () => {
    await newPage();
    await page.goto('/sign-in?next=/account');
    await signIn(lea);
    const data = page.getByRole('region', { name: 'Your data' });
    await data.getByLabel('Current password').fill(lea.password);
    await data.getByRole('button', { name: 'Delete account' }).click();
    await page.waitForURL((url) => url.pathname === '/sign-in');
    await page.reload();
    await signIn(lea);
    await page.getByText('The e-mail or the password is not right.').waitFor();
    await eventually('nobody to be signed in', async () => {
      const keys = await page.evaluate<string>('Object.keys(localStorage).join()');
      return !keys.includes('refreshToken');
    });
    const { signIn: where } = await createClient(instance.baseUrl).must('getInstance');
    expect(where.kind).toBe('cognito');
  });
});
