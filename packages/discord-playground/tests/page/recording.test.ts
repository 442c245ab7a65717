import { describe, expect } from 'vitest';
import { chromiumPath } from './chromium.ts';
import { MICROPHONE_HERTZ } from './shared.ts';
import { test } from './test.ts';

describe.skipIf(chromiumPath === undefined)('recording with the microphone', { timeout: 120_000 }, () => {
  test('creates a voice message with audio, duration and waveform', async ({ playground, page, newest }) => {
    await page.getByRole('button', { name: 'Record a sound' }).click();
    await page.getByText('0:02').waitFor();
    await page.getByRole('button', { name: 'Stop recording' }).click();
    await page.getByRole('button', { name: 'Send as voice message' }).click();
    await newest.locator('audio').waitFor();

    const [posted] = playground.member('ada').messages();
    const [file] = posted?.attachments ?? [];
    expect(posted?.flags).toBe(1 << 13);
    expect(file?.duration_secs).toBeGreaterThan(1.5);
    expect(Buffer.from(file?.waveform ?? '', 'base64').length).toBeGreaterThan(200);

    const recorded = Buffer.from(await (await fetch(file?.url ?? '')).arrayBuffer());
    expect(recorded.toString('latin1', 0, 12)).toMatch(/^RIFF.{4}WAVE$/s);
    expect(pitch(recorded)).toBeCloseTo(MICROPHONE_HERTZ, -1);
  });

  test('requests the microphone once, even if the button is pressed several times', async ({ page }) => {
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

  test('keeps the recording even if the command is cancelled during it', async ({ register, page, composer }) => {
    const audio = { type: 11, name: 'audio', description: '-' };
    await register({ name: 'hum', description: 'Takes a sound', options: [audio] });
    await composer.fill('/hum');
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
