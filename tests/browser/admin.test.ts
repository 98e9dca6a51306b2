import type { DeadLetter } from '@madrigal/contract';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addSong,
  adminAccount,
  audioFile,
  fetchToken,
  type Instance,
  setUpAdmin,
  signUp,
  startInstance,
} from '../acceptance/harness/index.ts';
import { checkPage, launchBrowser, openContext, watchForFaults } from './page.ts';

const listener = { name: 'Lea', email: 'lea@example.org', password: 'a listener of ours' };
const letter: DeadLetter = {
  id: '01900000-0000-7000-8000-00000000000a',
  kind: 'audio.process',
  about: { v: 1, uploadId: '01900000-0000-7000-8000-00000000000b' },
  reason: 'The disk was full.',
  diedAt: '2026-01-02T03:04:05.678Z',
};

describe('the page of the server', () => {
  let instance: Instance;
  let browser: Browser;

  beforeAll(async () => {
    [instance, browser] = await Promise.all([startInstance(), launchBrowser()]);
    const { client } = await setUpAdmin(instance.baseUrl);
    await addSong(client, await audioFile({ format: 'mp3', seconds: 1 }));
    await signUp(instance.baseUrl, listener);
  });
  afterAll(async () => {
    await browser.close();
    await instance.dispose();
  });

  async function openAs(account: { email: string; password: string }): Promise<Page> {
    const context = await openContext(browser, { baseURL: instance.baseUrl });
    const page = await context.newPage();
    await page.goto('/sign-in?next=/admin');
    await page.getByLabel('E-mail').fill(account.email);
    await page.getByLabel('Password', { exact: true }).fill(account.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('heading', { name: 'Server', exact: true }).waitFor();
    return page;
  }

  it('shows an admin how things are and who did what', async () => {
    const page = await openAs(adminAccount);
    const faults = watchForFaults(page);
    await page.getByText('Nothing has failed.').waitFor();
    await page.getByText('1 album, 1 artist').waitFor();
    await page.getByText('Ada Admin · signed in').first().waitFor();
    await checkPage(page, 'admin');
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('lets an admin retry what failed', async () => {
    const page = await openAs(adminAccount);
    let retried = false;
    await page.route('**/api/v1/admin/jobs/dead?*', (route) =>
      route.fulfill({ json: { items: retried ? [] : [letter] } }),
    );
    await page.route(`**/api/v1/admin/jobs/dead/${letter.id}/retry`, (route) => {
      retried = true;
      return route.fulfill({ status: 204 });
    });
    await page.reload();
    await page.getByText(letter.reason).waitFor();
    await checkPage(page, 'admin-failed');
    await page.getByRole('button', { name: 'Retry' }).click();
    await page.getByText('Nothing has failed.').waitFor();
    await page.context().close();
  });

  it('lets an admin change roles, sign people out and delete accounts', async () => {
    const { baseUrl } = instance;
    const leaver = { name: 'Nora', email: 'nora@example.org', password: 'a listener of ours' };
    const session = await signUp(baseUrl, leaver);
    const page = await openAs(adminAccount);
    const faults = watchForFaults(page);
    const people = page.getByRole('region', { name: 'People' });
    const choose = async (name: string, act: string) => {
      await people.getByRole('button', { name: `More about ${name}` }).click();
      await page.getByRole('menuitem', { name: act }).click();
      return page.getByRole('dialog');
    };
    let dialog = await choose('Nora', 'Make admin');
    await dialog.getByRole('button', { name: 'Make admin' }).click();
    await page.getByText('Nora is an admin now.').first().waitFor();
    await people.getByRole('listitem').filter({ hasText: 'Nora' }).getByText('Admin').waitFor();
    dialog = await choose('Nora', 'Make listener');
    await dialog.getByRole('button', { name: 'Make listener' }).click();
    await page.getByText('Nora is a listener now.').first().waitFor();
    // Somebody has to be one.
    dialog = await choose(adminAccount.name, 'Make listener');
    await dialog.getByRole('button', { name: 'Make listener' }).click();
    await page.getByText('The last admin').first().waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });

    dialog = await choose('Nora', 'Sign out everywhere');
    await dialog.getByRole('button', { name: 'Sign out everywhere' }).click();
    await page.getByText('Nora is signed out everywhere.').first().waitFor();
    await expect(fetchToken(session)).rejects.toThrow('401');

    dialog = await choose('Nora', 'Delete account');
    await checkPage(page, 'admin-delete-account');
    const remove = dialog.getByRole('button', { name: 'Delete account' });
    await dialog.getByLabel('Type nora@example.org').fill('nora@example');
    expect(await remove.isDisabled()).toBe(true);
    await dialog.getByLabel('Type nora@example.org').fill(leaver.email);
    await remove.click();
    await page.getByText('The account of Nora is deleted.').first().waitFor();
    await people.getByText(leaver.email).waitFor({ state: 'detached' });
    await people.getByRole('button', { name: `More about ${adminAccount.name}` }).click();
    await page.getByRole('menuitem', { name: 'Storage limit' }).waitFor();
    expect(await page.getByRole('menuitem', { name: 'Delete account' }).count()).toBe(0);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('is not for listeners', async () => {
    const page = await openAs(listener);
    await page.getByRole('heading', { name: 'For admins' }).waitFor();
    expect(await page.getByText('Who did what').count()).toBe(0);
    await page.context().close();
  });
});
