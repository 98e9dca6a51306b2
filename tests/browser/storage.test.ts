import { Buffer } from 'node:buffer';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  adminAccount,
  type Client,
  type Instance,
  setUpAdmin,
  signUp,
  startInstance,
} from '../acceptance/harness/index.ts';
import { checkPage, launchBrowser, openContext, screenshot, watchForFaults } from './page.ts';

const lea = { name: 'Lea Listener', email: 'lea@example.org', password: 'a listener of ours' };
const GB = 1_000_000_000;

describe('storage in the browser', () => {
  let instance: Instance;
  let browser: Browser;
  let admin: Client;

  beforeAll(async () => {
    [instance, browser] = await Promise.all([
      startInstance({ STORAGE_LIMIT_GB: '5' }),
      launchBrowser(),
    ]);
    admin = (await setUpAdmin(instance.baseUrl)).client;
    await signUp(instance.baseUrl, lea);
  });
  afterAll(async () => {
    await browser.close();
    await instance.dispose();
  });

  async function openAs(account: { email: string; password: string }, path: string) {
    const context = await openContext(browser, { baseURL: instance.baseUrl });
    const page = await context.newPage();
    await page.goto(`/sign-in?next=${path}`);
    await page.getByLabel('E-mail').fill(account.email);
    await page.getByLabel('Password', { exact: true }).fill(account.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.waitForURL((url) => url.pathname === path);
    return page;
  }

  const inTheDark = async (page: Page, name: string) => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await screenshot(page, `${name}-dark`);
    await page.emulateMedia({ colorScheme: 'light' });
  };

  it('an admin finds somebody and limits what they may store', async () => {
    const page = await openAs(adminAccount, '/admin');
    const faults = watchForFaults(page);
    const people = page.getByRole('region', { name: 'People', exact: true });
    await people.getByText(lea.email).waitFor();
    await people.getByLabel('Name or e-mail').fill('nobody at all');
    await people.getByText('Nobody is called that.').waitFor();
    await people.getByLabel('Name or e-mail').fill('lea');
    await checkPage(page, 'people');
    await people.getByRole('button', { name: 'More about Lea Listener' }).click();
    await page.getByRole('menuitem', { name: 'Storage limit' }).click();
    const sheet = page.getByRole('dialog', { name: 'Storage of Lea Listener' });
    await sheet.getByRole('radio', { name: 'Their own' }).click();
    await sheet.getByLabel('Gigabytes').fill('');
    await sheet.getByText('Enter a number of gigabytes').waitFor();
    await sheet.getByLabel('Gigabytes').fill('0,001');
    await checkPage(page, 'storage-limit');
    await inTheDark(page, 'storage-limit');
    await sheet.getByRole('button', { name: 'Save' }).click();
    await people.getByText('a limit of their own').waitFor();
    const [found] = (await admin.must('listUsers', { query: { q: lea.email } })).items;
    expect(found?.ownLimit).toEqual({ limitBytes: 0.001 * GB });
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('somebody sees what is left, and a file without room says so', async () => {
    const page = await openAs(lea, '/upload');
    await page.getByText('of your storage are left').waitFor();
    await page.getByTestId('file-input').setInputFiles({
      name: 'large.jpg',
      mimeType: 'image/jpeg',
      buffer: Buffer.alloc(1_200_000),
    });
    await page.getByText(/There is no room for this: 1(\.0)? MB of your 1(\.0)? MB/).waitFor();
    await checkPage(page, 'upload-no-room');
    await inTheDark(page, 'upload-no-room');
    await page.goto('/account');
    const section = page.getByRole('region', { name: 'Storage', exact: true });
    await section.getByText('of 1 MB used').waitFor();
    await section.scrollIntoViewIfNeeded();
    await checkPage(page, 'account-storage');
    await inTheDark(page, 'account-storage');
    await page.context().close();
  });
});
