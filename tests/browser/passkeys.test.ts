import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  adminAccount,
  hasDataFolder,
  type Instance,
  setUpAdmin,
  startInstance,
} from '../acceptance/harness/index.ts';
import { checkPage, launchBrowser, openContext, watchForFaults } from './page.ts';

describe('passkeys in the browser', () => {
  let instance: Instance;
  let browser: Browser;
  let page: Page;
  let devices: CDPSession;
  let authenticatorId: string;
  let faults: string[];

  beforeAll(async () => {
    instance = await startInstance();
    await setUpAdmin(instance.baseUrl);
    browser = await launchBrowser();
    // Passkeys need a host with a name.
    const baseURL = instance.baseUrl.replace('127.0.0.1', 'localhost');
    if (!hasDataFolder) {
      // Services belong to one address; a whole instance answers under any.
      await instance.kill9();
      await instance.start({ PUBLIC_URL: baseURL });
    }
    const context = await openContext(browser, { baseURL });
    page = await context.newPage();
    faults = watchForFaults(page);
    devices = await context.newCDPSession(page);
    await devices.send('WebAuthn.enable');
    ({ authenticatorId } = await devices.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
      },
    }));
  });
  afterAll(async () => {
    await browser?.close();
    await instance?.dispose();
  });

  const section = () => page.getByRole('region', { name: 'Passkeys', exact: true });
  const answerQuestions = (enabled: boolean) =>
    devices.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled });
  const isHome = (url: URL) => url.pathname === '/';

  it('are added with the password, and named', async () => {
    // Only when asked: an offer in the e-mail field would be taken up at once.
    await answerQuestions(false);
    await page.goto('/sign-in');
    await page.getByLabel('E-mail').fill(adminAccount.email);
    await page.getByLabel('Password', { exact: true }).fill(adminAccount.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.waitForURL(isHome);
    await page.goto('/account');
    await answerQuestions(true);
    await section().getByLabel('Current password').fill(adminAccount.password);
    await section().getByRole('button', { name: 'Add a passkey' }).click();
    await section()
      .getByText(/never used/)
      .waitFor();
    await section()
      .getByRole('button', { name: /^Rename / })
      .click();
    await section().getByLabel('Name of the passkey').fill('Blue key');
    await checkPage(page, 'passkeys');
    await section().getByRole('button', { name: 'Save' }).click();
    await section().getByText('Blue key').waitFor();

    await section().getByLabel('Current password').fill(adminAccount.password);
    await section().getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByText('This device has a passkey for your account already.').waitFor();
  });

  it('sign in by a button, without a password', async () => {
    await answerQuestions(false);
    await page.context().clearCookies();
    await page.goto('/sign-in');
    const button = page.getByRole('button', { name: 'Sign in with a passkey' });
    await button.waitFor();
    await checkPage(page, 'sign-in-passkey');
    await answerQuestions(true);
    await button.click();
    await page.waitForURL(isHome);
    await page.goto('/account');
    await section()
      .getByText(/^Last used/)
      .waitFor();
  });

  it('sign in when the browser offers them in the e-mail field', async () => {
    await page.context().clearCookies();
    await page.goto('/sign-in');
    await page.waitForURL(isHome);
  });

  it('do not sign in any more once they were removed', async () => {
    await page.goto('/account');
    await section().getByRole('button', { name: 'Remove Blue key' }).click();
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await section().getByText('Blue key').waitFor({ state: 'detached' });
    await answerQuestions(false);
    await page.context().clearCookies();
    await page.goto('/sign-in');
    const button = page.getByRole('button', { name: 'Sign in with a passkey' });
    await button.waitFor();
    await answerQuestions(true);
    await button.click();
    await page.getByText('This passkey does not work here.').waitFor();
    expect(faults).toEqual([]);
  });
});
