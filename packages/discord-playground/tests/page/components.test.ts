import {
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  Events,
  type Interaction,
  MessageFlags,
  PermissionFlagsBits,
  TextInputStyle,
} from 'discord.js';
import { describe, expect } from 'vitest';
import type { GuildSeed } from '../../src/index.ts';
import { loginTo } from '../helpers/login.ts';
import { seriousViolations } from './axe.ts';
import { chromiumPath } from './chromium.ts';
import { test as pageTest } from './test.ts';

const COMMANDS = [
  { name: 'form', description: 'Opens a modal' },
  { name: 'layout', description: 'Answers with the newer components' },
  { name: 'silence', description: 'Never answers' },
  {
    name: 'secret',
    description: 'For managers',
    default_member_permissions: PermissionFlagsBits.ManageGuild.toString(),
  },
  {
    name: 'hello',
    name_localizations: { de: 'hallo' },
    description: 'Greets',
    description_localizations: { de: 'Grüßt' },
    options: [
      { type: 3, name: 'how', description: 'How', required: true, choices: [{ name: 'Loudly', value: 'loud' }] },
      { type: 4, name: 'times', description: 'How often', min_value: 1, max_value: 3 },
      { type: 5, name: 'kindly', description: 'Whether kindly' },
      { type: 6, name: 'whom', description: 'Whom' },
    ],
  },
];

/** Commands of a bot that uses every type of option and component. */
async function answer(interaction: Interaction): Promise<void> {
  if (interaction.isChatInputCommand() && interaction.commandName === 'form') await interaction.showModal(MODAL);
  else if (interaction.isChatInputCommand() && interaction.commandName === 'layout') await interaction.reply(LAYOUT);
  else if (interaction.isChatInputCommand() && interaction.commandName === 'hello')
    await interaction.reply(JSON.stringify(interaction.options.data.map(({ name, value }) => [name, value])));
  else if (interaction.isStringSelectMenu()) await interaction.reply(`chosen: ${interaction.values.join(' ')}`);
  else if (interaction.isModalSubmit()) {
    const { fields } = interaction;
    const files = fields.getUploadedFiles('file')?.map(({ name }) => name);
    const short = fields.getTextInputValue('short');
    await interaction.reply(JSON.stringify({ short, kind: fields.getStringSelectValues('kind'), files }));
  }
}

const MODAL: APIModalInteractionResponseCallbackData = {
  custom_id: 'form',
  title: 'All about it',
  components: [
    {
      type: ComponentType.Label,
      label: 'Short',
      component: { type: ComponentType.TextInput, custom_id: 'short', style: TextInputStyle.Short, max_length: 20 },
    },
    {
      type: ComponentType.Label,
      label: 'Kind',
      component: {
        type: ComponentType.StringSelect,
        custom_id: 'kind',
        options: ['drum', 'voice'].map((value) => ({ label: value, value })),
      },
    },
    {
      type: ComponentType.Label,
      label: 'File',
      component: { type: ComponentType.FileUpload, custom_id: 'file', min_values: 1, max_values: 2 },
    },
  ],
};

const LAYOUT = {
  flags: MessageFlags.IsComponentsV2 as const,
  components: [
    {
      type: ComponentType.Container as const,
      components: [
        { type: ComponentType.TextDisplay as const, content: '## A heading\n- one\n- two' },
        {
          type: ComponentType.ActionRow as const,
          components: [
            {
              type: ComponentType.StringSelect as const,
              custom_id: 'several',
              placeholder: 'Several',
              min_values: 1,
              max_values: 2,
              options: ['red', 'green', 'blue'].map((value) => ({ label: value, value })),
            },
          ],
        },
      ],
    },
  ],
};

const GUILD: GuildSeed = {
  name: 'Here',
  roles: [{ name: 'Librarian', permissions: ['ManageGuild'] }],
  channels: [{ name: 'first' }],
  members: [
    { name: 'ada', displayName: 'Ada' },
    { name: 'ben', displayName: 'Ben', locale: 'de' },
    { name: 'cleo', displayName: 'Cleo', roles: ['Librarian'] },
  ],
};

const test = pageTest
  .extend('options', { scope: 'file' }, { guilds: [GUILD] })
  .extend('bot', { scope: 'file', auto: true }, async ({ playground }, { onCleanup }) => {
    const client = await loginTo(playground);
    onCleanup(() => client.destroy());
    client.on(Events.InteractionCreate, (interaction) => void answer(interaction));
    await client.rest.put(`/applications/${client.application.id}/commands`, { body: COMMANDS });
  })
  /** Chooses a command in the composer. */
  .extend('use', ({ page, composer }) => async (command: string) => {
    await composer.fill(`/${command}`);
    await page.getByRole('option', { name: `/${command}` }).click();
  });

describe.skipIf(chromiumPath === undefined)('commands and components on the page', { timeout: 120_000 }, () => {
  test('submits a modal with a choice and a file', async ({ page, newest, use }) => {
    await use('form');
    await page.getByRole('button', { name: 'Send' }).click();
    const modal = page.getByRole('dialog', { name: 'All about it' });
    await modal.getByLabel('Short').fill('hm');
    await modal.getByLabel('Kind').selectOption('voice');
    await modal.getByLabel('File').setInputFiles({ name: 'a.wav', mimeType: 'audio/wav', buffer: Buffer.from('RIFF') });
    expect(await seriousViolations(page)).toEqual([]);
    await modal.getByRole('button', { name: 'Submit' }).click();
    await newest.getByText('{"short":"hm","kind":["voice"],"files":["a.wav"]}').waitFor();
    expect(await modal.count()).toBe(0);
  });

  test('shows a field for each type of option and requires the required ones', async ({
    playground,
    page,
    newest,
    use,
  }) => {
    await use('hello');
    await page.getByRole('button', { name: 'Send' }).click();
    expect(await page.locator('#option-how:invalid').count()).toBe(1);
    await page.locator('#option-how').selectOption('Loudly');
    for (const name of ['times', 'kindly', 'whom']) await page.getByRole('button', { name: `+ ${name}` }).click();
    await page.locator('#option-times').fill('2');
    await page.locator('#option-kindly').selectOption('False');
    await page.locator('#option-whom').selectOption('Cleo');
    await page.getByRole('button', { name: 'Send' }).click();
    const cleo = playground.member('cleo').user.id;
    await newest.getByText(`[["how","loud"],["times",2],["kindly",false],["whom","${cleo}"]]`).waitFor();
  });

  test('renders V2 components and sends several values when a menu closes', async ({ page, newest, use }) => {
    await use('layout');
    await page.getByRole('button', { name: 'Send' }).click();
    const message = newest;
    await message.getByRole('heading', { name: 'A heading' }).waitFor();
    await message.getByRole('combobox', { name: /Several/ }).press('Enter');
    for (const key of ['Enter', 'ArrowDown', 'ArrowDown', 'Enter', 'Escape']) await page.keyboard.press(key);
    await newest.getByText('chosen: red blue').waitFor();
  });

  test('shows that an unanswered interaction failed', async ({ page, use }) => {
    await use('silence');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('alert').getByText('The application did not respond').waitFor();
  });

  test('lists the commands that each person may use, in their language', async ({ page, composer }) => {
    const picker = page.getByRole('listbox', { name: 'Commands' });
    const become = async (person: RegExp) => {
      const choice = page.getByLabel('You are');
      const option = choice.locator('option', { hasText: person });
      await option.waitFor({ state: 'attached' });
      await choice.selectOption({ label: (await option.textContent()) ?? '' });
    };
    // Repeats the typing until the command picker appears: text that is typed while the page switches users is lost.
    const offered = async () => {
      await composer.fill('/');
      return picker.locator('b').allTextContents();
    };
    const soon = { timeout: 10_000 };
    await become(/Ben/);
    await expect.poll(offered, soon).toEqual(['/form', '/layout', '/silence', '/hallo']);
    expect(await picker.getByText('Grüßt').count()).toBe(1);
    await become(/Cleo/);
    await expect.poll(offered, soon).toEqual(['/form', '/layout', '/silence', '/secret', '/hello']);
  });
});
