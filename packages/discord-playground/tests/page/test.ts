import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from 'vitest';
import { buildPage } from '../../scripts/build-page.ts';
import { type PageOptions, startPage } from '../../src/index.ts';
import { launchChromium } from './chromium.ts';

/** A test of the page in Chromium. The tests of a file share the playground and the browser. */
export const test = base
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the names of dependencies from this pattern
  .extend('folder', { scope: 'file' }, async ({}, { onCleanup }) => {
    const folder = await mkdtemp(join(tmpdir(), 'playground-page-'));
    onCleanup(() => rm(folder, { recursive: true }));
    await buildPage(folder);
    return folder;
  })
  .extend('options', { scope: 'file' }, (): PageOptions => ({}))
  .extend('playground', { scope: 'file' }, async ({ folder, options }, { onCleanup }) => {
    const playground = await startPage({ folder, ...options });
    onCleanup(() => playground.close());
    return playground;
  })
  /** Registers a command as a bot would. */
  .extend('register', { scope: 'file' }, ({ playground }) => async (command: object) => {
    await fetch(`${playground.apiUrl}/v10/applications/${playground.applicationId}/commands`, {
      method: 'POST',
      headers: { Authorization: `Bot ${playground.token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(command),
    });
  })
  /** Path of a WAV file that is repeated as the input of the microphone. */
  .extend('microphone', { scope: 'file' }, (): string | undefined => undefined)
  .extend('browser', { scope: 'file' }, async ({ microphone }, { onCleanup }) => {
    const browser = await launchChromium(microphone);
    onCleanup(() => browser.close());
    return browser;
  })
  .extend('page', async ({ playground, browser }, { onCleanup }) => {
    const page = await browser.newPage();
    onCleanup(() => page.close());
    page.setDefaultTimeout(60_000);
    await page.goto(playground.origin);
    await page.getByRole('log').waitFor();
    return page;
  })
  .extend('composer', ({ page }) => page.getByRole('combobox', { name: /^Message / }))
  .extend('newest', ({ page }) => page.getByRole('article').last());
