import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { test } from 'vitest';
import { sine, wav } from '../../../../tests/helpers/signals.ts';
import { buildPage } from '../../scripts/build-page.ts';
import { launchChromium } from './chromium.ts';

/** Frequency of the tone at the microphone of the browser, in Hz. */
export const MICROPHONE_HERTZ = 440;

interface Shared {
  /** Folder of the built page. */
  readonly page: string;
  launch(): Promise<Browser>;
  close(): Promise<void>;
}

let shared: Promise<Shared> | undefined;

async function share(): Promise<Shared> {
  const folder = await mkdtemp(join(tmpdir(), 'playground-page-'));
  const [page, microphone] = [join(folder, 'page'), join(folder, 'microphone.wav')];
  await buildPage(page);
  await writeFile(microphone, wav(sine(MICROPHONE_HERTZ, 4, 48_000), 48_000));
  let browser: Promise<Browser> | undefined;
  return {
    page,
    launch() {
      browser ??= launchChromium(microphone);
      return browser;
    },
    async close() {
      await (await browser)?.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A test with the built page and with Chromium, which all test files in one vitest worker share. */
export const sharedTest = test
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the names of dependencies from this pattern
  .extend('share', { scope: 'worker' }, async ({}, { onCleanup }) => {
    onCleanup(async () => (await shared)?.close());
    return () => {
      shared ??= share();
      return shared;
    };
  })
  .extend('builtPage', { scope: 'file' }, async ({ share }) => (await share()).page)
  .extend('browser', { scope: 'file' }, async ({ share }) => (await share()).launch());
