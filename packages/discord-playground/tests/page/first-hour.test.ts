import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ComponentType,
  Events,
  type Interaction,
  InteractionContextType,
} from 'discord.js';
import { describe, expect } from 'vitest';
import { loginTo } from '../helpers/login.ts';
import { chromiumPath } from './chromium.ts';
import { test as pageTest } from './test.ts';

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

const test = pageTest
  .extend('bot', { scope: 'file', auto: true }, async ({ playground }, { onCleanup }) => {
    const client = await loginTo(playground);
    onCleanup(() => client.destroy());
    client.on(Events.InteractionCreate, (interaction) => void answer(interaction));
    await client.application.commands.set(COMMANDS);
  })
  .extend('page', async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    return page;
  })
  .extend('command', ({ page }) => async (name: string) => {
    await page.keyboard.type(`/${name} `);
    await page.locator('.command-form .send').click();
  })
  .extend('form', ({ page }) => page.getByRole('dialog', { name: 'Add sounds' }))
  .extend(
    'submit',
    ({ form }) =>
      () =>
        form.getByRole('button', { name: 'Submit' }).click(),
  )
  /** Drops files on the page. */
  .extend('drop', ({ page }) => async (...names: string[]) => {
    const transfer = await page.evaluateHandle(`(() => {
      const data = new DataTransfer();
      for (const name of ${JSON.stringify(names)}) data.items.add(new File(['RIFF'], name, { type: 'audio/wav' }));
      return data;
    })()`);
    await page.dispatchEvent('main', 'drop', { dataTransfer: transfer });
  });

describe.skipIf(chromiumPath === undefined)('in the first hour,', { timeout: 120_000 }, () => {
  test('eleven files stay in the form, which says that ten fit', async ({ page, command, form, submit }) => {
    await command('form');
    await form.getByLabel('Files').setInputFiles(Array.from({ length: 11 }, (_, index) => sound(`${index}.wav`)));
    await submit();
    await form.getByText('10 files fit here, and 11 are chosen.').waitFor();
    const overflow = (dialog: { scrollWidth: number; clientWidth: number }) => dialog.scrollWidth - dialog.clientWidth;
    expect(await form.evaluate(overflow)).toBe(0);
    await form.getByRole('button', { name: 'Take out 3.wav' }).click();
    await submit();
    await page.getByText('received 0.wav 1.wav 2.wav 4.wav').waitFor();
  });

  test('the form names a picture and an empty file, and is sent without them', async ({
    page,
    command,
    form,
    submit,
  }) => {
    await command('form');
    await submit();
    await form.getByText('Choose a file.').waitFor();
    await form
      .getByLabel('Files')
      .setInputFiles([sound('a.wav'), { ...sound('cover.png'), mimeType: 'image/png' }, sound('nothing.wav', 0)]);
    await form.getByText('cover.png is not one of the types that fit here: audio.').waitFor();
    await form.getByText('nothing.wav is empty.').waitFor();
    await submit();
    for (const name of ['cover.png', 'nothing.wav'])
      await form.getByRole('button', { name: `Take out ${name}` }).click();
    await submit();
    await page.getByText('received a.wav', { exact: true }).waitFor();
  });

  test('files that are dropped on the form are in the form', async ({ page, command, form, submit, drop }) => {
    await command('form');
    await form.waitFor();
    await drop('one.wav');
    await drop('two.wav');
    await submit();
    await page.getByText('received one.wav two.wav').waitFor();
  });

  test('a file that is dropped on a filled command waits for a message', async ({ page, drop }) => {
    await page.keyboard.type('/two ');
    await page.locator('.command-form').waitFor();
    await drop('one.wav', 'two.wav', 'three.wav');
    await page.getByText('/two takes no more files here. Kept for a message: three.wav').waitFor();
    await page.getByRole('button', { name: 'Cancel this command' }).click();
    for (const name of ['one', 'two', 'three'])
      await page.getByRole('button', { name: `Remove ${name}.wav` }).waitFor();
  });

  test('a menu of the newest message is visible, and opens where it can be seen', async ({ page, command }) => {
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

  test('a link to a message that is gone says so', async ({ page, command }) => {
    await command('menu');
    await page.getByRole('link', { name: 'old' }).last().click();
    await page.getByRole('alert').getByText('That message is not here any more.').waitFor();
  });

  test('the soundboard of a server is beside its channels, follows changes and plays', async ({ page, playground }) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    const [guild] = playground.guilds;
    const board = playground.soundboard(guild?.id ?? '');
    // A second of MPEG 1, layer III, 128 kbit/s and 44.1 kHz: 38 silent frames of 417 bytes.
    const frame = Buffer.alloc(417);
    frame.set([0xff, 0xfb, 0x90, 0x00]);
    const id = board.add({ name: 'quack', emoji: '🦆', file: Buffer.concat(Array.from({ length: 38 }, () => frame)) });
    const button = page.getByRole('region', { name: /^Soundboard of/ }).getByRole('button', { name: '🦆 quack' });
    await button.click();
    await expect.poll(() => button.getAttribute('class')).toContain('playing');
    await expect.poll(() => button.getAttribute('class')).not.toContain('playing');
    board.remove(id);
    await button.waitFor({ state: 'detached' });
  });

  test('direct messages offer no commands, and say why', async ({ page }) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page
      .getByRole('navigation', { name: /^Channels of/ })
      .getByRole('button', { name: /Bot$/ })
      .click();
    await page.getByPlaceholder('Message @Bot', { exact: true }).waitFor();
    await page.keyboard.type('/');
    await page.getByText('Bot has no commands in direct messages.').waitFor();
    expect(await page.locator('#picker').count()).toBe(0);
  });
});
