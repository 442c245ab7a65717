import { type PageOptions, startPage } from '../../src/index.ts';
import { sharedTest } from './shared.ts';

/** A test of the page in Chromium. The tests of a file share the playground. */
export const test = sharedTest
  .extend('options', { scope: 'file' }, (): PageOptions => ({}))
  .extend('playground', { scope: 'file' }, async ({ builtPage, options }, { onCleanup }) => {
    const playground = await startPage({ folder: builtPage, ...options });
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
