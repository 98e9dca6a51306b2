import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  adminAccount,
  type Instance,
  setUpAdmin,
  startInstance,
} from '../acceptance/harness/index.ts';
import { checkPage, launchBrowser, openContext, watchForFaults } from './page.ts';

describe('languages', () => {
  let instance: Instance;
  let browser: Browser;

  beforeAll(async () => {
    [instance, browser] = await Promise.all([startInstance(), launchBrowser()]);
    await setUpAdmin(instance.baseUrl);
  });
  afterAll(async () => {
    await browser.close();
    await instance.dispose();
  });

  it('follow the browser, and the account page', async () => {
    const context = await openContext(browser, { baseURL: instance.baseUrl, locale: 'de-AT' });
    const page = await context.newPage();
    const faults = watchForFaults(page);
    const spoken = () => page.evaluate('document.documentElement.lang');
    await page.goto('/sign-in?next=/account');
    await page.getByLabel('E-Mail-Adresse').fill(adminAccount.email);
    await page.getByLabel('Passwort', { exact: true }).fill('not the password');
    await page.getByRole('button', { name: 'Anmelden', exact: true }).click();
    await page.getByText('E-Mail-Adresse oder Passwort stimmen nicht.').waitFor();
    await page.getByLabel('Passwort', { exact: true }).fill(adminAccount.password);
    await page.getByRole('button', { name: 'Anmelden', exact: true }).click();
    await page.getByRole('heading', { name: 'Konto', exact: true }).waitFor();
    expect(await spoken()).toBe('de');
    await checkPage(page, 'account-german');

    await page.getByRole('combobox', { name: 'Sprache' }).selectOption('English');
    await page.getByRole('heading', { name: 'Account', exact: true }).waitFor();
    await page.getByRole('link', { name: 'Albums', exact: true }).waitFor();
    expect(await spoken()).toBe('en');
    await page.reload();
    await page.getByRole('heading', { name: 'Account', exact: true }).waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });
});
