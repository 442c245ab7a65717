import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import { sharedTest } from '../../packages/discord-playground/tests/page/shared.ts';
import { runTrial, STARTING } from './trial.ts';

type Open = (options?: Parameters<Browser['newPage']>[0]) => Promise<Page>;

/** A test of the bot on the page in Chromium. The tests of a file share the trial. */
export const test = sharedTest
  /** Errors in the consoles of all pages. */
  .extend('faults', { scope: 'file' }, (): string[] => [])
  /** Opens the page of a trial in Chromium. The tests of this file share the trial. */
  .extend('open', { scope: 'file' }, async ({ builtPage, browser, faults }, { onCleanup }): Promise<Open> => {
    const trial = await runTrial(builtPage);
    onCleanup(() => trial.close());
    const open: Open = async (options = {}) => {
      const opened = await browser.newPage(options);
      opened.setDefaultTimeout(60_000);
      opened.on('pageerror', (error) => faults.push(error.message));
      // The browser also reports violations of the content security policy as console errors.
      opened.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
      await opened.goto(trial.address);
      await opened.getByRole('log').waitFor();
      return opened;
    };
    const first = await open();
    await first.getByText(`${STARTING.length} CC0 samples of Sonic Pi`).waitFor();
    await first.getByText('Sounds like “loop_amen.flac”').waitFor();
    await first.close();
    return open;
  })
  .extend('page', async ({ open, faults }, { onCleanup }) => {
    const page = await open();
    onCleanup(async () => {
      await page.close();
      expect(faults.splice(0)).toEqual([]);
    });
    return page;
  })
  .extend('composer', ({ page }) => page.getByRole('combobox', { name: /^Message / }))
  .extend('newest', ({ page }) => page.getByRole('article').last());
