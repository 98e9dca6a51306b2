import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  adminAccount,
  createClient,
  createSubsonic,
  eventually,
  hasMusicApps,
  type Instance,
  setUpAdmin,
  startInstance,
} from '../acceptance/harness/index.ts';
import { totp } from '../acceptance/harness/totp.ts';
import { checkPage, launchBrowser, openContext, screenshot, watchForFaults } from './page.ts';

describe('an account in the browser', () => {
  let instance: Instance;
  let browser: Browser;
  let page: Page;
  let faults: string[];
  let password = adminAccount.password;

  beforeAll(async () => {
    instance = await startInstance();
    await setUpAdmin(instance.baseUrl);
    browser = await launchBrowser();
    const context = await openContext(browser, { baseURL: instance.baseUrl });
    page = await context.newPage();
    faults = watchForFaults(page);
  });
  afterAll(async () => {
    await browser?.close();
    await instance?.dispose();
  });

  const signIn = async (on = page) => {
    await on.goto('/sign-in');
    await on.getByLabel('E-mail').fill(adminAccount.email);
    await on.getByLabel('Password', { exact: true }).fill(password);
    await on.getByRole('button', { name: 'Sign in', exact: true }).click();
  };
  const isHome = (url: URL) => url.pathname === '/';
  const section = (name: string) => page.getByRole('region', { name, exact: true });

  it('gets a new password by the link of a mail', async () => {
    await page.goto('/sign-in');
    await page.getByRole('link', { name: 'Forgot your password?' }).click();
    // The page before has a field of the same name.
    await page.getByRole('button', { name: 'Send the link' }).waitFor();
    await page.getByLabel('E-mail').fill(adminAccount.email);
    await checkPage(page, 'forgot-password');
    await page.getByRole('button', { name: 'Send the link' }).click();
    await page.getByText('a mail with a link is on its way').waitFor();

    await signIn();
    await page.waitForURL(isHome);
    await page.goto('/outbox');
    await page.getByText('Choose a new password').first().click();
    await checkPage(page, 'outbox');
    await page.getByRole('link', { name: /reset-password\?token=/ }).click();
    password = 'an entirely new song';
    await page.getByLabel('New password').fill(password);
    await checkPage(page, 'reset-password');
    await page.getByRole('button', { name: 'Set password' }).click();
    await page.getByText('Your new password works').waitFor();
    await signIn();
    await page.waitForURL(isHome);
  });

  it('has a page for everything about it', async () => {
    await page.goto('/account');
    await section('Devices').getByText('This device').waitFor();
    await checkPage(page, 'account');
    await section('Profile').getByLabel('Name').fill('Ada A.');
    await section('Profile').getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Account of Ada A.' }).first().waitFor();

    const tokens = section('API tokens');
    await tokens.getByLabel('Name of the program').fill('Backup');
    await tokens.getByRole('button', { name: 'Create token' }).click();
    const token = await tokens.getByLabel('New token').inputValue();
    await createClient(instance.baseUrl, token).must('getMe');
    const ending = page.getByRole('dialog', { name: 'Revoke Backup?' });
    await tokens.getByRole('button', { name: 'Revoke Backup' }).click();
    await ending.waitFor();
    await checkPage(page, 'revoke-token');
    await ending.getByRole('button', { name: 'Cancel' }).click();
    await ending.waitFor({ state: 'hidden' });
    await createClient(instance.baseUrl, token).must('getMe');
    await tokens.getByRole('button', { name: 'Revoke Backup' }).click();
    await ending.getByRole('button', { name: 'Revoke' }).click();
    await eventually('the end of the token', async () => {
      const answer = await createClient(instance.baseUrl, token).call('getMe');
      return !answer.ok;
    });

    const download = page.waitForEvent('download');
    await section('Your data').getByRole('button', { name: 'Download as ZIP' }).click();
    expect((await download).suggestedFilename()).toBe('madrigal-export.zip');
  });

  it('signs another device out', async () => {
    const context = await openContext(browser, { baseURL: instance.baseUrl });
    const other = await context.newPage();
    await signIn(other);
    await other.waitForURL(isHome);
    await page.goto('/account');
    const devices = section('Devices');
    const signOut = devices.getByRole('button', { name: /^Sign out (?!all)/ });
    await signOut.click();
    await signOut.waitFor({ state: 'detached' });
    await devices.getByText('This device').waitFor();
    await other.goto('/songs');
    await other.waitForURL((url) => url.pathname === '/sign-in');
    await context.close();
  });

  it.runIf(hasMusicApps)(
    'makes a password for a music app, shows it once and ends it',
    async () => {
      const apps = section('Music apps');
      await apps.getByLabel('Name of the app or device').fill('Phone');
      await apps.getByRole('button', { name: 'Create app password' }).click();
      const dialog = page.getByRole('dialog', { name: 'Phone' });
      const apiKey = await dialog.getByLabel('Password', { exact: true }).inputValue();
      const app = createSubsonic(instance.baseUrl, { apiKey });
      expect(await app.call('ping')).toMatchObject({ status: 'ok' });
      await checkPage(page, 'app-password');
      await page.emulateMedia({ colorScheme: 'dark' });
      await screenshot(page, 'app-password-dark');
      await page.emulateMedia({ colorScheme: 'light' });
      await dialog.getByRole('button', { name: 'Done' }).click();
      await apps.getByText('Last used').waitFor();
      await checkPage(page, 'apps');
      await apps.getByRole('button', { name: 'Revoke Phone' }).click();
      const question = page.getByRole('dialog', { name: 'Revoke Phone?' });
      await question.getByRole('button', { name: 'Revoke' }).click();
      // What is behind an open question has no role, and would count as gone.
      await question.waitFor({ state: 'hidden' });
      await apps.getByText('Phone', { exact: true }).waitFor({ state: 'detached' });
      expect((await app.call('ping')).error?.code).toBe(44);
    },
  );

  it('is signed in to in two steps once that is on', async () => {
    const twoStep = section('Two-step sign-in');
    await twoStep.getByLabel('Current password').fill(password);
    await twoStep.getByRole('button', { name: 'Turn on' }).click();
    const text = await twoStep.getByText('Or type this key:').textContent();
    const secret = text?.split(': ')[1] ?? '';
    const [recovery = '', other = ''] = await twoStep.getByRole('listitem').allTextContents();
    await checkPage(page, 'two-step');
    const code = () => totp(`otpauth://totp/x?secret=${secret}`);
    await twoStep.getByLabel('Code').fill(code());
    await twoStep.getByRole('button', { name: 'Confirm' }).click();
    await twoStep.getByText('Two-step sign-in is on.').waitFor();

    await page.context().clearCookies();
    await signIn();
    await page.getByLabel('Code').fill('000000');
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByText('This code is not right').waitFor();
    await checkPage(page, 'second-step');
    await page.getByLabel('Code').fill(code());
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.waitForURL(isHome);

    const signInWith = async (recoveryCode: string) => {
      await page.context().clearCookies();
      await signIn();
      await page.getByLabel('Code').fill(recoveryCode);
      await page.getByRole('button', { name: 'Go on' }).click();
    };
    await signInWith(recovery);
    await page.waitForURL(isHome);
    await signInWith(recovery);
    await page.getByText('This code is not right, or was used already.').waitFor();
    await signInWith(other);
    await page.waitForURL(isHome);
    expect(faults).toEqual([]);
  });
});
