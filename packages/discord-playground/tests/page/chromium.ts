import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Paths where Chromium may be installed; playwright-core does not include a browser. */
const PLACES = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
];

export const chromiumPath = PLACES.find((place) => place !== undefined && place !== '' && existsSync(place));
if (chromiumPath === undefined)
  console.log('There is no Chromium here, so the page is not tested. scripts/install-chromium.sh installs it.');

/** Starts Chromium. @param microphone path of a WAV file that is repeated as the input of the microphone */
export async function launchChromium(microphone?: string): Promise<Browser> {
  if (chromiumPath === undefined) throw new Error('There is no Chromium here.');
  const capture = microphone === undefined ? [] : [`--use-file-for-fake-audio-capture=${microphone}`];
  return chromium.launch({ executablePath: chromiumPath, args: [...FLAGS, ...capture] });
}
