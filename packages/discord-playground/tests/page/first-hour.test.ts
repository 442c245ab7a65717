import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  type Client,
  ComponentType,
  Events,
  type Interaction,
  InteractionContextType,
} from 'discord.js';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildPage } from '../../scripts/build-page.ts';
import { type Playground, startPage } from '../../src/index.ts';
import { loginTo } from '../helpers/login.ts';
import { chromiumPath, launchChromium } from './chromium.ts';

const contexts = [InteractionContextType.Guild];
const COMMANDS = [
  { name: 'form', description: 'Opens a form', contexts },
  { name: 'menu', description: 'Answers with a menu', contexts },
  {
    name: 'two',
    description: 'Takes two files',
    contexts,
    options: ['first', 'second'].map((name) => ({
      type: ApplicationCommandOptionType.Attachment as const,
      name,
      description: name,
    })),
  },
  { type: ApplicationCommandType.Message as const, name: 'Look at it', contexts },
];

async function answer(interaction: Interaction): Promise<void> {
  if (interaction.isModalSubmit()) {
    const names = interaction.fields.getUploadedFiles('files')?.map(({ name }) => name) ?? [];
    await interaction.reply(`received ${names.join(' ')}`);
    return;
  }
  if (!interaction.isChatInputCommand()) return;
  if (interaction.commandName === 'form')
    await interaction.showModal({
      custom_id: 'form',
      title: 'Add sounds',
      components: [
        {
          type: ComponentType.Label,
          label: 'Files',
          component: {
            type: ComponentType.FileUpload,
            custom_id: 'files',
            min_values: 1,
            max_values: 10,
            file_types: ['audio'],
          },
        },
      ],
    });
  else
    await interaction.reply({
      content: `${'line\n'.repeat(60)}[old](https://discord.com/channels/${interaction.guildId}/${interaction.channelId}/123)`,
      components: [
        {
          type: ComponentType.ActionRow,
          components: [
            {
              type: ComponentType.StringSelect,
              custom_id: 'menu',
              placeholder: 'Play',
              options: Array.from({ length: 20 }, (_, index) => ({ label: `choice ${index}`, value: `${index}` })),
            },
          ],
        },
      ],
    });
}

const sound = (name: string, bytes = 4) => ({ name, mimeType: 'audio/wav', buffer: Buffer.alloc(bytes, 1) });

describe.skipIf(chromiumPath === undefined)('in the first hour,', { timeout: 120_000 }, () => {
  let folder: string;
  let playground: Playground;
  let bot: Client;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'playground-hour-'));
    await buildPage(folder);
    playground = await startPage({ folder });
    bot = await loginTo(playground);
    bot.on(Events.InteractionCreate, (interaction) => void answer(interaction));
    await bot.application?.commands.set(COMMANDS);
    browser = await launchChromium();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await bot?.destroy();
    await playground?.close();
    await rm(folder, { recursive: true });
  });
  beforeEach(async () => {
    page = await browser.newPage({ viewport: { width: 390, height: 844 } });
    page.setDefaultTimeout(60_000);
    await page.goto(playground.origin);
    await page.getByRole('log').waitFor();
    return () => page.close();
  });

  async function command(name: string): Promise<void> {
    await page.keyboard.type(`/${name} `);
    await page.locator('.command-form .send').click();
  }
  const form = () => page.getByRole('dialog', { name: 'Add sounds' });
  const submit = () => form().getByRole('button', { name: 'Submit' }).click();

  test('eleven files stay in the form, which says that ten fit', async () => {
    await command('form');
    await form()
      .getByLabel('Files')
      .setInputFiles(Array.from({ length: 11 }, (_, index) => sound(`${index}.wav`)));
    await submit();
    await form().getByText('10 files fit here, and 11 are chosen.').waitFor();
    await form().getByRole('button', { name: 'Take out 3.wav' }).click();
    await submit();
    await page.getByText('received 0.wav 1.wav 2.wav 4.wav').waitFor();
  });

  test('the form names a picture and an empty file, and is sent without them', async () => {
    await command('form');
    await submit();
    await form().getByText('Choose a file.').waitFor();
    await form()
      .getByLabel('Files')
      .setInputFiles([sound('a.wav'), { ...sound('cover.png'), mimeType: 'image/png' }, sound('nothing.wav', 0)]);
    await form().getByText('cover.png is not one of the types that fit here: audio.').waitFor();
    await form().getByText('nothing.wav is empty.').waitFor();
    await submit();
    for (const name of ['cover.png', 'nothing.wav'])
      await form()
        .getByRole('button', { name: `Take out ${name}` })
        .click();
    await submit();
    await page.getByText('received a.wav', { exact: true }).waitFor();
  });

  /** Drops files on the page. */
  async function drop(...names: string[]): Promise<void> {
    const transfer = await page.evaluateHandle(`(() => {
      const data = new DataTransfer();
      for (const name of ${JSON.stringify(names)}) data.items.add(new File(['RIFF'], name, { type: 'audio/wav' }));
      return data;
    })()`);
    await page.dispatchEvent('main', 'drop', { dataTransfer: transfer });
  }

  test('files that are dropped on the form are in the form', async () => {
    await command('form');
    await form().waitFor();
    await drop('one.wav');
    await drop('two.wav');
    await submit();
    await page.getByText('received one.wav two.wav').waitFor();
  });

  test('a file that is dropped on a filled command waits for a message', async () => {
    await page.keyboard.type('/two ');
    await page.locator('.command-form').waitFor();
    await drop('one.wav', 'two.wav', 'three.wav');
    await page.getByText('/two takes no more files here. Kept for a message: three.wav').waitFor();
    await page.getByRole('button', { name: 'Cancel this command' }).click();
    for (const name of ['one', 'two', 'three'])
      await page.getByRole('button', { name: `Remove ${name}.wav` }).waitFor();
  });

  test('a menu of the newest message is visible, and opens where it can be seen', async () => {
    await command('menu');
    const menu = page.getByRole('combobox', { name: /^Play/ }).last();
    await menu.waitFor();
    await page.reload();
    await menu.waitFor();
    await expect.poll(() => menu.evaluate((element) => element.getBoundingClientRect().bottom)).toBeLessThan(844);
    await menu.click();
    const list = page.getByRole('listbox', { name: 'Play' }).last();
    const [first, last] = [list.getByRole('option').first(), list.getByRole('option').last()];
    const box = await list.boundingBox();
    const log = await page.getByRole('log').boundingBox();
    expect(box?.y).toBeGreaterThanOrEqual(log?.y ?? Number.NaN);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual((log?.y ?? 0) + (log?.height ?? 0));
    await first.waitFor();
    await last.scrollIntoViewIfNeeded();
  });

  test('a link to a message that is gone says so', async () => {
    await command('menu');
    await page.getByRole('link', { name: 'old' }).last().click();
    await page.getByRole('alert').getByText('That message is not here any more.').waitFor();
  });

  test('direct messages offer no commands, and say why', async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.getByRole('button', { name: /Bot$/ }).click();
    await page.getByPlaceholder('Message @Bot', { exact: true }).waitFor();
    await page.keyboard.type('/');
    await page.getByText('Bot has no commands in direct messages.').waitFor();
    expect(await page.getByRole('option').count()).toBe(0);
  });
});
