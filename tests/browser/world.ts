import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import {
  adminAccount,
  type Client,
  type Instance,
  setUpAdmin,
  startInstance,
} from '../acceptance/harness/index.ts';
import { launchBrowser, openContext, watchForFaults } from './page.ts';

interface Options {
  env?: Readonly<Record<string, string>>;
  /** Fills the library before anybody looks at it. */
  fill?: (client: Client, instance: Instance) => Promise<void>;
  /** Page that is opened first. */
  path?: string;
  context?: BrowserContextOptions;
  /** Runs in every page before the app does. */
  script?: string;
}

export interface World {
  instance: Instance;
  /** The admin, over the API. */
  client: Client;
  browser: Browser;
  context: BrowserContext;
  /** The same admin, signed in. */
  page: Page;
  faults: string[];
  /** Another browser, whose owner is signed in too. */
  openPage: (account?: Account, path?: string) => Promise<Page>;
  dispose: () => Promise<void>;
}

interface Account {
  email: string;
  password: string;
}

/** An instance of its own with an admin, and a browser in which they are signed in. */
export async function openWorld(options: Options = {}): Promise<World> {
  const [instance, browser] = await Promise.all([startInstance(options.env), launchBrowser()]);
  const { client } = await setUpAdmin(instance.baseUrl);
  await options.fill?.(client, instance);
  const openPage = async (account: Account = adminAccount, path = '/') => {
    const context = await openContext(browser, {
      baseURL: instance.baseUrl,
      viewport: { width: 1280, height: 800 },
      ...options.context,
    });
    if (options.script) await context.addInitScript(options.script);
    const page = await context.newPage();
    await signIn(page, account, path);
    return page;
  };
  const page = await openPage(adminAccount, options.path);
  return {
    instance,
    client,
    browser,
    context: page.context(),
    page,
    faults: watchForFaults(page),
    openPage,
    dispose: async () => {
      await browser.close();
      await instance.dispose();
    },
  };
}

/** Signs in by the form and goes where the person wanted to go. */
export async function signIn(page: Page, account: Account, path = '/'): Promise<void> {
  await page.goto(`/sign-in?next=${encodeURIComponent(path)}`);
  await page.getByLabel('E-mail').fill(account.email);
  await page.getByLabel('Password', { exact: true }).fill(account.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL((url) => url.pathname === new URL(path, url).pathname);
}
