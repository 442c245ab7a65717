import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { seriousViolations } from '../../packages/discord-playground/tests/page/axe.ts';
import { chromiumPath } from '../../packages/discord-playground/tests/page/chromium.ts';
import { samplePath } from '../helpers/samples.ts';
import { toneFile } from '../helpers/signals.ts';
import { test as pageTest } from './test.ts';
import { STARTING } from './trial.ts';

/** Options with a timeout in milliseconds that is long enough on a busy machine. */
const SOON = { timeout: 30_000 };

const test = pageTest
  /** Chooses a command and a file for it, and sends both. */
  .extend('send', ({ page, composer }) => async (command: string, sample: string) => {
    await composer.fill(`/${command}`);
    await composer.press('Enter');
    await page.locator('#option-audio').setInputFiles(samplePath(sample));
    await page.getByRole('button', { name: 'Send' }).click();
  });

/** Drops a file on the messages. */
async function drop(page: Page, name: string, bytes: Uint8Array): Promise<void> {
  const transfer = await page.evaluateHandle(
    `(() => { const transfer = new DataTransfer(); transfer.items.add(new File([Uint8Array.from(${JSON.stringify([...bytes])})], ${JSON.stringify(name)})); return transfer; })()`,
  );
  await page.getByRole('log').dispatchEvent('dragover', { dataTransfer: transfer });
  await page.getByText('Drop it').waitFor();
  await page.getByRole('log').dispatchEvent('drop', { dataTransfer: transfer });
}

describe.skipIf(chromiumPath === undefined)('the page', { timeout: 240_000 }, () => {
  test('adds a dropped file with the command that the person chooses', async ({ page, newest }) => {
    await drop(page, 'my tone.wav', toneFile());
    await page.getByRole('button', { name: '/add', exact: true }).click();
    await page.getByRole('button', { name: '+ label' }).click();
    // `fill` sets the text at once. Keys typed before the field has the focus would be lost.
    await page.locator('#option-label').fill('a **plain** tone');
    await page.locator('#option-label').press('Enter');
    const reply = newest.filter({ hasText: 'a **plain** tone' });
    await reply.waitFor();
    expect(await reply.getByText('used').textContent()).toMatch(/Ada\s+used\s+\/add/);
    const player = reply.locator('audio');
    await expect.poll(() => player.evaluate(({ duration }: { duration: number }) => duration), SOON).toBeCloseTo(1, 1);
  });

  test('searches, plays a match from the menu and weighs the features with a menu', async ({ page, newest, send }) => {
    await send('search', 'loop_amen');
    const answer = newest.filter({ hasText: 'Sounds like “loop_amen.flac”' });
    await answer.waitFor();
    expect(await answer.innerText()).toMatch(/1\. loop_amen_full ▰+▱* \d+\s?% · [a-z ]+\n/);

    await answer.getByRole('button', { name: 'What matters?' }).click();
    await answer.getByRole('combobox', { name: /Everything as usual/ }).click();
    await answer.getByRole('option', { name: /Only Rhythm \/ Tempo/ }).click();
    await answer.getByText('⚖️ Only Rhythm / Tempo').waitFor();

    await answer.getByRole('combobox', { name: /Play a match/ }).click();
    await answer.getByRole('option', { name: /Play 1\. / }).click();
    const played = newest.filter({ hasText: 'Post here' });
    await played.waitFor();
    await page.locator('article:has-text("Only you can see this") audio').last().waitFor();
    await played.getByRole('button', { name: 'Dismiss message' }).click();
    await played.waitFor({ state: 'detached' });
  });

  test.for(['dark', 'light'] as const)(
    'shows five matches and the picture in at most 620 pixels (%s)',
    async (colorScheme, { open }) => {
      const view = await open({ colorScheme, viewport: { width: 1440, height: 900 } });
      const result = view.getByRole('article').filter({ hasText: 'Sounds like “loop_amen.flac”' }).first();
      const picture = result.locator('.embed img');
      await picture.waitFor();
      await picture.evaluate((image: { decode(): Promise<void> }) => image.decode());
      expect(await result.innerText()).toMatch(/\n5\. /);
      const { height = Infinity } = (await result.boundingBox()) ?? {};
      expect(height).toBeLessThanOrEqual(620);
      // The picture fills its box, so that the round corners of the box are those of the picture.
      const ratio = await picture.evaluate(
        (image: { clientWidth: number; clientHeight: number; naturalWidth: number; naturalHeight: number }) =>
          (image.clientWidth * image.naturalHeight) / (image.clientHeight * image.naturalWidth),
      );
      expect(ratio).toBeCloseTo(1, 1);
      await view.close();
    },
  );

  test('shows the message commands in the menu of a message, by mouse and by keyboard', async ({
    page,
    composer,
    newest,
  }) => {
    await page.getByLabel('Attach files').setInputFiles(samplePath('drum_cowbell'));
    await composer.press('Enter');
    const posted = newest.filter({ hasText: 'drum_cowbell.flac' });
    await posted.waitFor();
    await posted.getByText('drum_cowbell.flac').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Add to sound library' }).waitFor();
    await page.keyboard.press('Escape');
    expect(await page.getByRole('menu').count()).toBe(0);

    await posted.getByRole('button', { name: /Apps and more/ }).press('Enter');
    await page.getByRole('menuitem', { name: 'Find similar sounds' }).press('Enter');
    await newest.filter({ hasText: 'Sounds like “drum_cowbell.flac”' }).waitFor();
  });

  test('adds and searches with the keyboard only', async ({ page, composer, newest }) => {
    // The file dialog belongs to the system and not to the page, so the test answers it at once.
    page.on('filechooser', (chooser) => void chooser.setFiles(samplePath('perc_bell')));
    /** Types a command, chooses a file and sends it, with the keyboard only. */
    const type = async (command: string) => {
      await page.keyboard.type(command);
      await page.keyboard.press('Enter');
      await page.locator('#option-audio:focus').waitFor();
      await page.keyboard.press('Enter');
      await page.locator('button.send:focus').waitFor();
      await page.keyboard.press('Enter');
    };
    await composer.focus();
    await type('/add');
    await newest.filter({ hasText: 'perc_bell.flac' }).filter({ hasText: /Added/ }).waitFor();
    await type('/search');
    await newest.filter({ hasText: 'Sounds like “perc_bell.flac”' }).waitFor();
    // Focuses a button of the message. From there on, the Tab key reaches all other controls.
    await newest.getByRole('combobox', { name: /Play a match/ }).focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
    await newest.filter({ hasText: 'Only you can see this' }).waitFor();
  });

  test('completes labels from the library as the person types', async ({ page, composer, newest }) => {
    await composer.fill('/info');
    await composer.press('Enter');
    await page.keyboard.type('choir');
    const offered = page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option');
    await expect.poll(() => offered.allTextContents(), SOON).toEqual([expect.stringContaining('ambi_choir')]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await newest.filter({ hasText: 'ambi_choir.flac' }).locator('audio').waitFor();
  });

  test('separates guilds and shows ephemeral messages to one member only', async ({ page, composer, newest, send }) => {
    await page.getByLabel('Attach files').setInputFiles(samplePath('guit_em9'));
    await composer.fill('a guitar for everybody');
    await composer.press('Enter');
    const posted = page.getByRole('article').filter({ hasText: 'a guitar for everybody' });
    await posted.getByRole('button', { name: /Apps and more/ }).click();
    await page.getByRole('menuitem', { name: 'Find similar sounds' }).click();
    await newest.filter({ hasText: 'Only you can see this' }).filter({ hasText: 'guit_em9' }).waitFor();
    await page.getByLabel('You are').selectOption({ label: 'Ben' });
    await posted.waitFor();
    expect(await page.getByText('Only you can see this').count()).toBe(0);

    await page.getByRole('button', { name: 'Quiet Room' }).click();
    await page.getByRole('heading', { name: '#lounge', exact: true }).waitFor();
    expect(await page.getByRole('article').count()).toBe(0);
    await send('search', 'loop_amen');
    await newest.filter({ hasText: 'This library is empty' }).waitFor();
  });

  test('shows new messages in another window at once', async ({ open, composer }) => {
    const other = await open();
    await composer.fill('<img src=x onerror=alert(1)> **bold** [link](javascript:alert(1))');
    await composer.press('Enter');
    const received = other.getByRole('article').last();
    await received.getByText('<img src=x onerror=alert(1)>').waitFor();
    expect(await received.locator('strong').textContent()).toBe('bold');
    expect(await received.locator('.content a, .content img').count()).toBe(0);
    await other.close();
  });

  test.for([
    { colorScheme: 'dark', viewport: { width: 1280, height: 860 } },
    { colorScheme: 'light', viewport: { width: 1280, height: 860 } },
    { colorScheme: 'dark', viewport: { width: 390, height: 844 } },
    { colorScheme: 'light', viewport: { width: 390, height: 844 } },
  ] as const)(
    'has no serious accessibility problem ($colorScheme, $viewport.width pixels wide)',
    async (options, { open }) => {
      const view = await open(options);
      const input = view.getByRole('combobox', { name: /^Message / });
      expect(await seriousViolations(view)).toEqual([]);
      await input.fill('/');
      await view.getByRole('listbox', { name: 'Commands' }).waitFor();
      expect(await seriousViolations(view)).toEqual([]);
      await input.fill('/search');
      await input.press('Enter');
      expect(await seriousViolations(view)).toEqual([]);
      await view
        .getByRole('article')
        .first()
        .getByRole('button', { name: /Apps and more/ })
        .press('Enter');
      await view.getByRole('menu').waitFor();
      expect(await seriousViolations(view)).toEqual([]);
      const width = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
      expect(await view.evaluate(width)).toBe(0);
      await view.close();
    },
  );

  test('resets the starting library on request and shows the progress', async ({ page, composer, newest }) => {
    page.once('dialog', (dialog) => void dialog.accept());
    // The progress can be over before anything but an observer could look at it.
    const progress = page.evaluate(`new Promise((resolve) => {
      const find = () => document.querySelector('progress') && resolve(true);
      new MutationObserver(find).observe(document.body, { subtree: true, childList: true });
    })`);
    await page.getByRole('button', { name: 'Reset libraries' }).click();
    await progress;
    await page.getByText(`${STARTING.length} CC0 samples of Sonic Pi`).waitFor();
    await composer.fill('/stats');
    await composer.press('Enter');
    await page.getByRole('button', { name: 'Send' }).click();
    await newest.filter({ hasText: new RegExp(`Sounds\\s*${STARTING.length}\\b`) }).waitFor();
  });
});

test('the samples of these tests exist under their names', async () => {
  for (const name of STARTING) expect((await readFile(samplePath(name))).subarray(0, 4).toString()).toBe('fLaC');
});
