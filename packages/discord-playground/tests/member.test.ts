import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  ComponentType,
  ContextMenuCommandBuilder,
  Events,
  FileUploadBuilder,
  type Interaction,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  PermissionFlagsBits,
  SlashCommandBuilder,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import { test as base, expect } from 'vitest';
import { type Member, startPlayground } from '../src/index.ts';
import { loginTo } from './helpers/login.ts';

const commands = [
  new SlashCommandBuilder()
    .setName('find')
    .setDescription('Finds a sound')
    .addStringOption((option) =>
      option.setName('label').setDescription('Its label').setAutocomplete(true).setRequired(true),
    )
    .addIntegerOption((option) => option.setName('top').setDescription('How many').setMinValue(1).setMaxValue(25))
    .addStringOption((option) =>
      option.setName('by').setDescription('How').addChoices({ name: 'Tone', value: 'mfcc' }),
    ),
  new SlashCommandBuilder()
    .setName('library')
    .setDescription('The library')
    .addSubcommand((sub) =>
      sub
        .setName('rename')
        .setDescription('Renames it')
        .addUserOption((option) => option.setName('keeper').setDescription('Who keeps it')),
    ),
  new SlashCommandBuilder()
    .setName('purge')
    .setDescription('Empties the library')
    .setDefaultMemberPermissions(PermissionFlagsBits.ManageGuild)
    .setContexts(0),
  new ContextMenuCommandBuilder().setName('Find similar').setType(3),
].map((command) => command.toJSON());
const transcribe = {
  name: 'transcribe',
  description: 'Writes a recording down',
  options: [{ type: 11, name: 'audio', description: 'A sound', required: true, file_types: ['audio'] }],
};

/** Number of rule violations that the tests in this file cause on purpose. */
let provoked = 0;

const test = base
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the names of dependencies from this pattern
  .extend('playground', { scope: 'file' }, async ({}, { onCleanup }) => {
    const playground = await startPlayground({ checkAnswers: true });
    onCleanup(() => playground.close());
    return playground;
  })
  .extend('client', { scope: 'file', auto: true }, async ({ playground }, { onCleanup }) => {
    const client = await loginTo(playground);
    onCleanup(() => client.destroy());
    await client.rest.put(`/applications/${playground.applicationId}/commands`, { body: [...commands, transcribe] });
    return client;
  })
  .extend('ada', { scope: 'file' }, ({ playground }) => playground.member('ada'))
  .extend('ben', { scope: 'file' }, ({ playground }) => playground.member('ben'))
  /** Resolves to the next interaction that discord.js receives, and fails if it is of another type. */
  .extend('ping', ({ client }) => async <T extends Interaction>(isKind: (sent: Interaction) => sent is T) => {
    const interaction = await new Promise<Interaction>((resolve) => client.once(Events.InteractionCreate, resolve));
    if (!isKind(interaction)) throw new Error(`Another kind: ${interaction.constructor.name}`);
    return interaction;
  });

test.afterEach(({ playground, client }) => {
  client.removeAllListeners(Events.InteractionCreate);
  expect(playground.violations.slice(provoked)).toEqual([]);
});

const isSlash = (interaction: Interaction) => interaction.isChatInputCommand();

test("a command contains its sender, its channel and the bot's permissions", async ({ ada, ben, ping }) => {
  const next = ping(isSlash);
  const invocation = ben.slash('library rename', { keeper: ada.user.id });
  const interaction = await next;
  expect(interaction.options.getSubcommand()).toBe('rename');
  expect(interaction.options.getUser('keeper')?.globalName).toBe('Ada');
  expect(interaction.options.getMember('keeper')).toBeTruthy();
  expect(interaction.user.username).toBe('ben');
  expect(interaction.guild?.name).toBe('Sound Workshop');
  expect(interaction.channel?.id).toBe(ben.channelId);
  expect(interaction.memberPermissions?.has('AttachFiles')).toBe(true);
  expect(interaction.memberPermissions?.has('ManageGuild')).toBe(false);
  expect(interaction.appPermissions.has('EmbedLinks')).toBe(true);
  expect([interaction.locale, interaction.guildLocale, interaction.context]).toEqual(['en-US', 'en-US', 0]);
  expect(interaction.attachmentSizeLimit).toBe(10 * 1024 * 1024);
  expect(interaction.authorizingIntegrationOwners[0]).toBe(ben.guildId);
  const { resource } = await interaction.reply({ content: 'done', withResponse: true });
  expect(resource?.message?.content).toBe('done');
  expect(invocation.original).toMatchObject({ content: 'done', type: 20, author: { username: 'Bot' } });
});

test('a command in direct messages has a user and no guild', async ({ playground, ada, ping }) => {
  const next = ping(isSlash);
  playground.directMessage('ada').slash('find', { label: 'rain' });
  const interaction = await next;
  expect([interaction.guildId, interaction.context, interaction.user.username]).toEqual([null, 1, 'ada']);
  await interaction.reply('here too');
  expect(playground.directMessage('ada').messages().at(-1)?.content).toBe('here too');
  expect(ada.messages().some(({ content }) => content === 'here too')).toBe(false);
});

test('autocompletion asks the bot for choices', async ({ ada, ping }) => {
  const next = ping((interaction) => interaction.isAutocomplete());
  const typing = ada.autocomplete('find', 'label', 'ra', { top: 3 });
  const interaction = await next;
  expect(interaction.options.getFocused(true)).toMatchObject({ name: 'label', value: 'ra' });
  expect(interaction.options.getInteger('top')).toBe(3);
  await interaction.respond([{ name: 'Rain', value: 'rain' }]);
  expect(await typing.choices()).toEqual([{ name: 'Rain', value: 'rain' }]);
});

test('rejects more than 25 choices', async ({ playground, ada, ping }) => {
  const next = ping((interaction) => interaction.isAutocomplete());
  ada.autocomplete('find', 'label', '');
  const choices = Array.from({ length: 26 }, (_, i) => ({ name: `${i}`, value: `${i}` }));
  await expect((await next).respond(choices)).rejects.toMatchObject({ code: 50035 });
  provoked += 1;
  expect(playground.violations).toHaveLength(provoked);
});

type People = Record<'ada' | 'ben', Member>;

test.for([
  ['an unknown command', ({ ada }: People) => ada.slash('nonsense'), 'sees no command "nonsense"'],
  ['a missing option', ({ ada }: People) => ada.slash('find'), 'the option "label" is required'],
  [
    'an unknown option',
    ({ ada }: People) => ada.slash('find', { label: 'x', colour: 'red' }),
    'there is no option "colour"',
  ],
  ['a wrong type', ({ ada }: People) => ada.slash('find', { label: 7 }), '"label" takes a text'],
  ['a value out of range', ({ ada }: People) => ada.slash('find', { label: 'x', top: 26 }), '"top" is out of range'],
  [
    'a value that is no choice',
    ({ ada }: People) => ada.slash('find', { label: 'x', by: 'zcr' }),
    '"by" is not one of the choices',
  ],
  ['no subcommand', ({ ada }: People) => ada.slash('library'), 'a subcommand is needed'],
  [
    'a file of another type',
    ({ ada }: People) => ada.slash('transcribe', { audio: ada.upload('a.txt', new Uint8Array(1)) }),
    'audio files only',
  ],
  ['a hidden command', ({ ben }: People) => ben.slash('purge'), 'sees no command "purge"'],
  [
    'completion where there is none',
    ({ ada }: People) => ada.autocomplete('find', 'by', 'x'),
    '"by" has no autocomplete',
  ],
] as const)("Discord's client would not send %s", ([, act, why], { ada, ben }) => {
  expect(() => act({ ada, ben })).toThrow(why);
});

test('hides commands by permission and by context', ({ playground, ada, ben }) => {
  const names = (member: Member) => member.commands().map(({ name }) => name);
  expect(names(ada)).toContain('purge');
  expect(names(playground.member('cleo'))).toContain('purge');
  expect(names(ben)).not.toContain('purge');
  expect(names(playground.directMessage('ada'))).not.toContain('purge');
});

test("a message's menu command carries the message with its files", async ({ ada, ben, ping }) => {
  const posted = ben.post('a sound', [ben.upload('tone.ogg', new Uint8Array([1, 2]))]);
  const next = ping((interaction) => interaction.isMessageContextMenuCommand());
  const invocation = ada.messageCommand('Find similar', posted);
  const interaction = await next;
  expect(interaction.targetMessage.attachments.first()).toMatchObject({
    name: 'tone.ogg',
    contentType: 'audio/ogg',
    size: 2,
  });
  expect(interaction.targetMessage.author.username).toBe('ben');
  await interaction.reply({ content: 'found', flags: MessageFlags.Ephemeral });
  expect(invocation.original?.type).toBe(23);
  expect(invocation.ephemeral).toBe(true);
});

test('a voice message has its length and waveform', async ({ ada, ben, ping }) => {
  const voice = ben.upload('voice-message.ogg', new Uint8Array(9), { durationSecs: 1.5, waveform: 'AAAA' });
  const next = ping((interaction) => interaction.isMessageContextMenuCommand());
  ada.messageCommand('Find similar', ben.voice(voice));
  const interaction = await next;
  const { targetMessage } = interaction;
  expect(targetMessage.flags.has(MessageFlags.IsVoiceMessage)).toBe(true);
  expect(targetMessage.attachments.first()).toMatchObject({ duration: 1.5, waveform: 'AAAA' });
  await interaction.reply('received');
});

test('buttons and menus update their message and open modals with file uploads', async ({ ada, ben, ping }) => {
  const asked = ping(isSlash);
  const invocation = ada.slash('find', { label: 'x' });
  const play = new ButtonBuilder().setCustomId('play').setLabel('Play').setStyle(ButtonStyle.Primary);
  const off = new ButtonBuilder().setCustomId('off').setLabel('Off').setStyle(ButtonStyle.Danger).setDisabled(true);
  const menu = new StringSelectMenuBuilder().setCustomId('by').addOptions({ label: 'Tone', value: 'mfcc' });
  await (await asked).reply({
    content: 'Found',
    components: [
      new ActionRowBuilder<ButtonBuilder>().addComponents(play, off),
      new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(menu),
    ],
  });
  const message = await invocation.reply();
  expect(() => ada.click(message, 'Off')).toThrow('is disabled');
  expect(() => ada.click(message, 'Stop')).toThrow('there are: Play, Off, by');
  expect(() => ada.select(message, 'by', ['zcr'])).toThrow('does not offer "zcr"');

  const pressed = ping((interaction) => interaction.isButton());
  const press = ben.click(message, 'Play');
  const button = await pressed;
  expect([button.customId, button.user.username, button.message.content]).toEqual(['play', 'ben', 'Found']);
  await button.update({ content: 'Playing' });
  expect(await press.acknowledged()).toMatchObject({ kind: 'edit', message: { content: 'Playing' } });
  expect(invocation.original?.content).toBe('Playing');

  const chosen = ping((interaction) => interaction.isStringSelectMenu());
  const choice = ada.select(message, 'by', ['mfcc']);
  const select = await chosen;
  expect(select.values).toEqual(['mfcc']);
  await select.showModal(
    new ModalBuilder()
      .setCustomId('more')
      .setTitle('More')
      .addLabelComponents(
        new LabelBuilder()
          .setLabel('Name')
          .setTextInputComponent(
            new TextInputBuilder().setCustomId('name').setStyle(TextInputStyle.Short).setMaxLength(9),
          ),
        new LabelBuilder()
          .setLabel('Sounds')
          .setFileUploadComponent(new FileUploadBuilder().setCustomId('files').setMaxValues(2)),
      ),
  );
  expect((await choice.modal()).title).toBe('More');
  const files = [ada.upload('a.wav', new Uint8Array(1)), ada.upload('b.wav', new Uint8Array(2))];
  expect(() => ada.submit(choice, { files })).toThrow('"name" is required');
  expect(() => ada.submit(choice, { name: 'far too long', files })).toThrow('too short or too long');

  const submitted = ping((interaction) => interaction.isModalSubmit());
  const submission = ada.submit(choice, { name: 'Rain', files });
  const modal = await submitted;
  expect(modal.fields.getTextInputValue('name')).toBe('Rain');
  expect(modal.fields.getUploadedFiles('files')?.map(({ name }) => name)).toEqual(['a.wav', 'b.wav']);
  if (!modal.isFromMessage()) throw new Error('it came from a message');
  await modal.deferUpdate();
  await modal.editReply({ content: 'Renamed', components: [] });
  expect((await submission.reply()).content).toBe('Renamed');
  expect(invocation.original).toMatchObject({ content: 'Renamed', components: [] });
});

test('nobody else can use an ephemeral message, and no channel route returns it', async ({
  client,
  ada,
  ben,
  ping,
}) => {
  const asked = ping(isSlash);
  const invocation = ada.slash('find', { label: 'x' });
  const go = new ButtonBuilder().setCustomId('go').setLabel('Go').setStyle(ButtonStyle.Primary);
  const interaction = await asked;
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  await interaction.editReply({ components: [new ActionRowBuilder<ButtonBuilder>().addComponents(go)] });
  const message = await invocation.reply();
  expect(message.components?.[0]).toMatchObject({ type: ComponentType.ActionRow, id: 1 });
  expect(() => ben.click(message, 'go')).toThrow('not for this person');
  await expect(client.rest.get(`/channels/${ada.channelId}/messages/${message.id}`)).rejects.toMatchObject({
    code: 10008,
  });
});

test('iterates over every step of an interaction', async ({ ada, ping }) => {
  const asked = ping(isSlash);
  const invocation = ada.slash('find', { label: 'x' });
  const interaction = await asked;
  await interaction.deferReply();
  await interaction.editReply('one');
  await interaction.editReply('two');
  await interaction.followUp('three');
  await interaction.deleteReply();
  const kinds: string[] = [];
  for await (const step of invocation) {
    kinds.push(step.kind);
    if (step.kind === 'delete') break;
  }
  expect(kinds).toEqual(['deferred', 'edit', 'edit', 'follow-up', 'delete']);
});
