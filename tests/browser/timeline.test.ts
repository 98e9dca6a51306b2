import type { MediaItem } from '@madrigal/contract';
import type { Browser, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  adminAccount,
  eventually,
  type Instance,
  setUpAdmin,
  startInstance,
} from '../acceptance/harness/index.ts';
import { checkPage, launchBrowser, openContext, watchForFaults } from './page.ts';

const MONTHS = 100;
const PER_MONTH = 100;

/** From January 2026 backwards. */
const months = Array.from({ length: MONTHS }, (_, n) =>
  new Date(Date.UTC(2026, -n, 1)).toISOString().slice(0, 7),
);

/** As the server would answer of a person with ten thousand photos, whose upload would take a day. */
function itemOf(month: string, n: number): MediaItem {
  const day = String(28 - Math.floor(n / 4)).padStart(2, '0');
  const serial = `${month.replace('-', '')}${String(n).padStart(6, '0')}`;
  return {
    id: `01900000-0000-7000-8000-${serial}`,
    ...{
      kind: 'image',
      title: `Photo ${n} of ${month}`,
      caption: '',
      width: n % 3 ? 3 : 2,
      height: 2,
    },
    ...{ durationMs: null, animated: false, placeholder: null },
    capturedAt: `${month}-${day}T12:00:00.000Z`,
    ...{ capturedOffsetMinutes: null, renditions: [], access: null },
    ...{ state: 'ready', progress: null, rejection: null, fileName: `${n}.jpg`, tags: [] },
    ...{ visibility: 'private', guestName: null, addedAt: '2026-01-31T00:00:00.000Z' },
    deletedAt: null,
  };
}

describe('a timeline of ten thousand photos', () => {
  let instance: Instance;
  let browser: Browser;
  let page: Page;
  let faults: string[];
  const fetched: string[] = [];

  beforeAll(async () => {
    [instance, browser] = await Promise.all([startInstance(), launchBrowser()]);
    await setUpAdmin(instance.baseUrl);
    page = await (
      await openContext(browser, { baseURL: instance.baseUrl, hasTouch: true })
    ).newPage();
    faults = watchForFaults(page);
    await page.route('**/api/v1/media/months*', (route) =>
      route.fulfill({ json: { items: months.map((month) => ({ month, count: PER_MONTH })) } }),
    );
    await page.route('**/api/v1/media?*', (route) => answerMonth(route));
    await page.goto('/sign-in?next=/photos');
    await page.getByLabel('E-mail').fill(adminAccount.email);
    await page.getByLabel('Password', { exact: true }).fill(adminAccount.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await heading('January 28, 2026').waitFor();
  });
  afterAll(async () => {
    await browser.close();
    await instance.dispose();
  });

  async function answerMonth(route: Route): Promise<void> {
    const month = new URL(route.request().url()).searchParams.get('month') ?? '';
    fetched.push(month);
    const items = Array.from({ length: PER_MONTH }, (_, n) => itemOf(month, n));
    await route.fulfill({ json: { items, nextCursor: null } });
  }

  const heading = (date: string) => page.getByRole('heading', { name: date });
  const scrubber = () => page.getByRole('slider', { name: 'Go to a month' });
  const month = () => scrubber().getAttribute('aria-valuetext');
  const tiles = () => page.locator('button[data-media]').count();

  it('draws and fetches no more than what is near', async () => {
    expect(await tiles()).toBeLessThan(100);
    expect(new Set(fetched).size).toBeLessThan(4);
    await checkPage(page, 'timeline');
  });

  it('leads to any month by keys', async () => {
    await scrubber().focus();
    await page.keyboard.press('ArrowDown');
    await heading('December 28, 2025').waitFor();
    await page.keyboard.press('PageDown');
    await heading('December 28, 2024').waitFor();
    await expect.poll(month).toBe('December 2024');
    await page.keyboard.press('End');
    await heading('October 28, 2017').waitFor();
    expect(await tiles()).toBeLessThan(100);
    expect(new Set(fetched).size).toBeLessThan(20);
    await page.keyboard.press('Home');
    await heading('January 28, 2026').waitFor();
  });

  it('leads there by dragging, and stays where it is while months above are loaded', async () => {
    const box = await scrubber().boundingBox();
    const x = (box?.x ?? 0) + (box?.width ?? 0) - 8;
    await page.mouse.move(x, (box?.y ?? 0) + 2);
    await page.mouse.down();
    await page.mouse.move(x, (box?.y ?? 0) + (box?.height ?? 0) / 2, { steps: 3 });
    await page.mouse.up();
    await eventually('a month in the middle', async () => /20(21|22)/.test((await month()) ?? ''));
    const there = await month();
    await eventually('its photos', async () => (await tiles()) > 0);
    await page.mouse.move(400, 400);
    await page.mouse.wheel(0, -300);
    await eventually('photos all over', async () => (await tiles()) > 10);
    const year = (text: string | null) => Number(text?.slice(-4));
    expect(Math.abs(year(await month()) - year(there))).toBeLessThanOrEqual(1);
    // Where the pointer rested on the way, on a slow machine, is fetched too.
    expect(new Set(fetched).size).toBeLessThan(MONTHS * 0.6);
  });

  it('goes on by keys from one photo to the next', async () => {
    await scrubber().focus();
    await page.keyboard.press('Home');
    await page.locator('button[data-media="0"]').focus();
    const place = async () =>
      Number(await page.evaluate<string>('document.activeElement?.dataset.media ?? ""'));
    for (let n = 0; n < 12; n++) {
      const before = await place();
      await page.keyboard.press('ArrowDown');
      await eventually('a photo further down', async () => (await place()) > before);
    }
    expect(await place()).toBeGreaterThan(20);
    expect(faults).toEqual([]);
  });
});
