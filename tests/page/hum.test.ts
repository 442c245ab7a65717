import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { chromiumPath } from '../../packages/discord-playground/tests/page/chromium.ts';
import { FEATURE_RATE } from '../../src/engine/pcm.ts';
import { messagesFor } from '../../src/i18n/index.ts';
import { play, reversed, TUNE } from '../engine/search/melodies.ts';
import { wav } from '../helpers/signals.ts';
import { test } from './test.ts';

/** Options with a timeout in milliseconds that is long enough on a busy machine. */
const SOON = { timeout: 60_000 };
const { aspects: t } = messagesFor('en-US');
/** A sound whose tune begins after 5.6 s, and a hum of the tune, three semitones higher and faster. */
const [before, tune] = [play(reversed(TUNE)), play(TUNE)];
const sound = Float32Array.from([...before, ...tune]);
const hum = play(TUNE, { shift: 3, tempo: 1.25, harmonics: [1, 0.6, 0.3] });

/** Makes the hum the input of the microphone. */
const MICROPHONE = `navigator.mediaDevices.getUserMedia = async () => {
  const context = new AudioContext();
  const samples = Float32Array.from(${JSON.stringify([...hum].map((x) => Math.round(1e4 * x)))}, (x) => x / 1e4);
  const buffer = context.createBuffer(1, samples.length, ${FEATURE_RATE});
  buffer.copyToChannel(samples, 0);
  const source = context.createBufferSource();
  source.buffer = buffer;
  const out = context.createMediaStreamDestination();
  source.connect(out);
  source.onended = () => { window.hummed = true; };
  source.start();
  return out.stream;
};`;

describe.skipIf(chromiumPath === undefined)('by keyboard alone', { timeout: 300_000 }, () => {
  test('a member hums, and searches by tune', async ({ page, newest, composer }) => {
    const file = { name: 'tune.wav', mimeType: 'audio/wav', buffer: Buffer.from(wav(sound, FEATURE_RATE)) };
    page.on('filechooser', (chooser) => void chooser.setFiles(file));
    await page.addInitScript(MICROPHONE);
    await page.reload();
    await composer.focus();
    await openCommand(page, '/add');
    await page.keyboard.press('Enter');
    await page.locator('button.send:focus').waitFor();
    await page.keyboard.press('Enter');
    await newest.filter({ hasText: /Added/ }).waitFor();

    await composer.focus();
    await openCommand(page, '/search');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate('window.hummed'), SOON).toBe(true);
    await page.keyboard.press('Enter');
    await page.locator('button.send:focus').waitFor();
    await page.keyboard.press('Enter');
    await newest.getByText(t.offers.tune).waitFor();

    await backTo(page, t.buttons.tune);
    await page.keyboard.press('Enter');
    await newest.getByText(t.titles.tune('voice-message.wav')).waitFor();
    const picture = newest.locator('.embed img');
    await picture.waitFor();
    expect(await picture.getAttribute('alt')).toContain(t.lower(3));
    expect(await newest.textContent()).toContain(`${t.same.tune}, ${t.lower(3)}`);
  });
});

/** Types a command, whose first field then has the focus. */
async function openCommand(page: Page, command: string): Promise<void> {
  await page.keyboard.type(command);
  await page.keyboard.press('Enter');
  await page.locator('#option-audio:focus').waitFor();
}

/** Goes back to the button of the newest message that has a label. */
async function backTo(page: Page, label: string): Promise<void> {
  const isThere = `(() => {
    const { activeElement } = document;
    const isNewest = activeElement.closest('article') === [...document.querySelectorAll('article')].at(-1);
    return isNewest && activeElement.textContent.trim().endsWith(${JSON.stringify(label)});
  })()`;
  for (let presses = 0; presses < 100; presses++) {
    if (await page.evaluate(isThere)) return;
    await page.keyboard.press('Shift+Tab');
  }
  throw new Error(`Shift+Tab does not reach ${label}`);
}
