import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sine, wav } from '../../../../tests/helpers/signals.ts';
import { buildPage } from '../../scripts/build-page.ts';
import type { Playground } from '../../src/index.ts';
import { startPage } from '../../src/index.ts';
import { chromiumPath, launchChromium } from './chromium.ts';

const HERTZ = 440;

describe.skipIf(chromiumPath === undefined)('recording with the microphone', { timeout: 120_000 }, () => {
  let folder: string;
  let playground: Playground;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'playground-record-'));
    await buildPage(folder);
    const microphone = join(folder, 'microphone.wav');
    await writeFile(microphone, wav(sine(HERTZ, 4, 48_000), 48_000));
    playground = await startPage({ folder });
    browser = await launchChromium(microphone);
    page = await browser.newPage();
    page.setDefaultTimeout(60_000);
    await page.goto(playground.origin);
    await page.getByRole('log').waitFor();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await playground?.close();
    await rm(folder, { recursive: true });
  });

  test('creates a voice message with audio, duration and waveform', async () => {
    await page.getByRole('button', { name: 'Record a sound' }).click();
    await page.getByText('0:02').waitFor();
    await page.getByRole('button', { name: 'Stop recording' }).click();
    await page.getByRole('button', { name: 'Send as voice message' }).click();
    const message = page.getByRole('article').last();
    await message.locator('audio').waitFor();

    const [posted] = playground.member('ada').messages();
    const [file] = posted?.attachments ?? [];
    expect(posted?.flags).toBe(1 << 13);
    expect(file?.duration_secs).toBeGreaterThan(1.5);
    expect(Buffer.from(file?.waveform ?? '', 'base64').length).toBeGreaterThan(200);

    const recorded = Buffer.from(await (await fetch(file?.url ?? '')).arrayBuffer());
    expect(recorded.toString('latin1', 0, 12)).toMatch(/^RIFF.{4}WAVE$/s);
    expect(pitch(recorded)).toBeCloseTo(HERTZ, -1);
  });

  test('requests the microphone once, even if the button is pressed several times', async () => {
    await page.evaluate(`{
      const media = navigator.mediaDevices;
      const ask = media.getUserMedia.bind(media);
      window.asked = 0;
      media.getUserMedia = (what) => { window.asked += 1; return ask(what); };
    }`);
    await page.getByRole('button', { name: 'Record a sound' }).evaluate((button: { click(): void }) => {
      button.click();
      button.click();
    });
    await page.getByText('0:01').waitFor();
    await page.getByRole('button', { name: 'Stop recording' }).click();
    await page.getByRole('button', { name: 'Remove voice-message.wav' }).click();
    expect(await page.evaluate('window.asked')).toBe(1);
  });

  test('keeps the recording even if the command is cancelled during it', async () => {
    const takesSound = {
      name: 'hum',
      description: 'Takes a sound',
      options: [{ type: 11, name: 'audio', description: '-' }],
    };
    await fetch(`${playground.apiUrl}/v10/applications/${playground.applicationId}/commands`, {
      method: 'POST',
      headers: { Authorization: `Bot ${playground.token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(takesSound),
    });
    await page.getByRole('combobox', { name: /^Message / }).fill('/hum');
    await page.getByRole('option', { name: /hum/ }).click();
    await page.getByRole('button', { name: 'Record a sound' }).click();
    await page.getByText('0:01').waitFor();
    await page.getByRole('button', { name: 'Cancel this command' }).click();
    await page.getByRole('button', { name: 'Stop recording' }).click();
    await page.getByRole('button', { name: 'Remove voice-message.wav' }).waitFor();
  });
});

/** Returns the frequency in Hz of a tone in a 16-bit WAV file, from the zero crossings of the second half. */
function pitch(file: Buffer): number {
  const rate = file.readUInt32LE(24);
  const samples = new Int16Array(file.buffer.slice(file.byteOffset + 44, file.byteOffset + file.length));
  const half = samples.subarray(samples.length >> 1);
  const crossings = half.reduce(
    (count, sample, i) => count + Number(i > 0 && (half[i - 1] ?? 0) < 0 && sample >= 0),
    0,
  );
  return (crossings * rate) / half.length;
}
