import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildPage } from '../../scripts/build-page.ts';
import type { Playground } from '../../src/index.ts';
import { startPage } from '../../src/index.ts';
import { chromiumPath, launchChromium } from './chromium.ts';

const FIND = { name: 'find', description: 'Finds', options: [{ type: 3, name: 'words', description: 'What to find' }] };

describe.skipIf(chromiumPath === undefined)('the composer', { timeout: 120_000 }, () => {
  let folder: string;
  let playground: Playground;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'playground-composer-'));
    await buildPage(folder);
    browser = await launchChromium();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true });
  });
  beforeEach(async () => {
    playground = await startPage({ folder });
    await fetch(`${playground.apiUrl}/v10/applications/${playground.applicationId}/commands`, {
      method: 'POST',
      headers: { Authorization: `Bot ${playground.token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(FIND),
    });
    page = await browser.newPage();
    page.setDefaultTimeout(60_000);
    await page.goto(playground.origin);
    await page.getByRole('log').waitFor();
    return async () => {
      await page.close();
      await playground.close();
    };
  });

  const composer = () => page.getByRole('combobox', { name: /^Message / });

  test('puts text after the name of a command into its first option', async () => {
    await composer().pressSequentially('/find ');
    await page.getByRole('textbox', { name: 'words' }).waitFor();
    await page.keyboard.type('dog barking');
    await page.keyboard.press('Enter');
    await composer().waitFor();
    expect(playground.member('ada').messages()).toEqual([]);
  });

  test('keeps a message that could not be sent', async () => {
    await composer().fill('not to be lost');
    await playground.close();
    await page.getByText('Connection lost').waitFor();
    await composer().press('Enter');
    await page.getByText('is not running any more').waitFor();
    expect(await composer().inputValue()).toBe('not to be lost');
  });
});
