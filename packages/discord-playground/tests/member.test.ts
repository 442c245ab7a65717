import { MessageFlags } from 'discord.js';
import { expect } from 'vitest';
import type { Member } from '../src/index.ts';
import { isSlash, memberTest as test } from './member-test.ts';

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

test('rejects more than 25 choices', async ({ playground, broken, ada, ping }) => {
  const next = ping((interaction) => interaction.isAutocomplete());
  ada.autocomplete('find', 'label', '');
  const choices = Array.from({ length: 26 }, (_, i) => ({ name: `${i}`, value: `${i}` }));
  await expect((await next).respond(choices)).rejects.toMatchObject({ code: 50035 });
  expect(playground.violations).toHaveLength(1);
  broken.expected = 1;
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
