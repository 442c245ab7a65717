import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPage } from '../packages/discord-playground/scripts/build-page.ts';
import { launchChromium } from '../packages/discord-playground/tests/page/chromium.ts';
import { readConfig } from '../src/config.ts';
import { createEngine } from '../src/engine/index.ts';
import { createLog } from '../src/log.ts';
import { openLibraries } from '../src/storage/index.ts';
import { startTrial, TRIAL_FOLDER } from '../src/trial/start-trial.ts';

/**
 * Takes the screenshot for the README: a search in trial mode, shown on the playground's page in a browser.
 * Usage: `npx tsx scripts/screenshot.ts [FILE]`
 */
const file = process.argv[2] ?? 'docs/images/search.png';
const folder = await mkdtemp(join(tmpdir(), 'soundalike-screenshot-'));
const page = join(folder, 'page');
await buildPage(page);
const config = readConfig({ DATA_DIR: folder, CLAP: 'off', DECODER: 'wasm' });
const log = createLog('warn');
const libraries = await openLibraries({ store: 'lowdb', dataDir: join(folder, TRIAL_FOLDER), log });
const engine = await createEngine({ clap: 'off', decoder: 'wasm' });
const trial = await startTrial(config, { engine, libraries, log }, process.stdout, { page });
const browser = await launchChromium();

const tab = await browser.newPage({ colorScheme: 'dark', viewport: { width: 960, height: 1300 } });
await tab.goto(trial.address);
const reply = tab.getByRole('article').filter({ hasText: 'Sounds like' });
await reply.getByRole('button').first().waitFor({ timeout: 300_000 });
// The bot sends the list of matches first and adds the picture to the same reply later.
await reply.locator('.embed img').waitFor({ timeout: 60_000 });
await reply.getByText('used').evaluate((element: { scrollIntoView(): void }) => element.scrollIntoView());
await tab.screenshot({ path: file });

await browser.close();
await trial.close();
await engine.close();
await libraries.close();
await rm(folder, { recursive: true });
