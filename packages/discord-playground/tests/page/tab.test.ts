import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { startPage } from '../../src/index.ts';
import { chromiumPath } from './chromium.ts';
import { test as pageTest } from './test.ts';

const test = pageTest
  .extend('heading', ({ page }) => page.getByRole('heading', { level: 1 }))
  .extend(
    'choose',
    ({ page }) =>
      (channel: string) =>
        page.getByRole('button', { name: channel, exact: true }).click(),
  );

describe.skipIf(chromiumPath === undefined)('a tab', { timeout: 120_000 }, () => {
  test('shows the same channel to the same person after a reload', async ({ page, heading, choose }) => {
    await page.getByLabel('You are').selectOption({ index: 1 });
    const person = await page.getByLabel('You are').inputValue();
    await page.getByRole('button', { name: 'Quiet Room' }).click();
    const server = await heading.textContent();
    await page.reload();
    await expect.poll(() => heading.textContent()).toBe(server);
    await choose('Bot');
    await page.reload();
    await expect.poll(() => heading.textContent()).toBe('@Bot');
    expect(await page.getByLabel('You are').inputValue()).toBe(person);
  });

  test('that was open before a restart shows the same channel afterwards, and keeps unsent text', async ({
    browser,
    builtPage,
    onTestFinished,
  }) => {
    const dataDir = await mkdtemp(join(tmpdir(), 'playground-tab-'));
    const options = { folder: builtPage, dataDir };
    const before = await startPage(options);
    const page = await browser.newPage();
    onTestFinished(async () => {
      await page.close();
      await rm(dataDir, { recursive: true });
    });
    await page.clock.install();
    await page.goto(before.origin);
    before.member('ada').post('from before');
    await page.getByText('from before').waitFor();
    await page.getByRole('button', { name: 'Bot', exact: true }).click();
    await page.keyboard.type('half a sentence');

    await before.close();
    const stopped = page.getByText('The playground has stopped. Start it again, and this page continues.');
    await expect
      .poll(async () => {
        await page.clock.fastForward(15_000);
        return stopped.isVisible();
      })
      .toBe(true);
    const after = await startPage({ ...options, port: [Number(new URL(before.origin).port)] });
    onTestFinished(() => after.close());
    await page.clock.fastForward(15_000);
    await stopped.waitFor({ state: 'hidden' });
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('@Bot');
    await page.keyboard.press('Enter');
    await page.getByText('half a sentence').waitFor();
    await page.getByRole('button', { name: 'sounds', exact: true }).click();
    await page.getByText('from before').waitFor();
  });

  test('sends a message to the channel in which it was written, and keeps what is written meanwhile', async ({
    page,
    playground,
    composer,
    choose,
  }) => {
    let upload = () => {};
    const delay = new Promise<void>((resolve) => {
      upload = resolve;
    });
    await page.route(/\/uploads\?/, async (route) => {
      await delay;
      await route.continue();
    });
    const buffer = Buffer.alloc(4, 1);
    await page.getByLabel('Attach files').setInputFiles({ name: 'a.wav', mimeType: 'audio/wav', buffer });
    await composer.fill('with a sound');
    await composer.press('Enter');
    await choose('general');
    await composer.fill('the next message');
    upload();
    const [first, second] = playground.guilds[0]?.channels ?? [];
    await expect.poll(() => playground.messages(first?.id ?? '').at(-1)?.content).toBe('with a sound');
    await expect.poll(() => page.locator('.chip').count()).toBe(0);
    expect(await composer.inputValue()).toBe('the next message');
    expect(playground.messages(second?.id ?? '')).toEqual([]);
  });
});
