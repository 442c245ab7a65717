import {
  type ChatInputCommandInteraction,
  EmbedBuilder,
  Events,
  type Interaction,
  MessageFlags,
  SlashCommandBuilder,
} from 'discord.js';
import { expect } from 'vitest';
import { test as playgroundTest } from './test.ts';

const ping = new SlashCommandBuilder()
  .setName('ping')
  .setDescription('Answers pong')
  .addAttachmentOption((option) => option.setName('audio').setDescription('A sound').setRequired(true))
  .addIntegerOption((option) => option.setName('top').setDescription('How many').setMinValue(1).setMaxValue(25));

const test = playgroundTest
  .extend('options', { checkAnswers: true })
  /** Passes the next slash command to a handler. Resolves once the handler is done, and rejects with its error. */
  .extend('onCommand', async ({ login }) => {
    const client = await login();
    await client.application.commands.set([ping]);
    return (handle: (interaction: ChatInputCommandInteraction) => Promise<unknown>): Promise<unknown> =>
      new Promise((resolve, reject) => {
        client.on(Events.InteractionCreate, (interaction: Interaction) => {
          if (interaction.isChatInputCommand()) handle(interaction).then(resolve, reject);
        });
      });
  });

test('a bot receives a command with a file, defers, and answers with an embed and a file', async ({
  playground,
  onCommand,
}) => {
  const handled = onCommand(async (interaction) => {
    await interaction.deferReply();
    const attachment = interaction.options.getAttachment('audio', true);
    const bytes = new Uint8Array(await (await fetch(attachment.url)).arrayBuffer());
    await interaction.editReply({ content: 'Listening', allowedMentions: { parse: [] } });
    await interaction.editReply({
      content: '',
      embeds: [
        new EmbedBuilder().setTitle(`${attachment.name}, ${bytes.length} bytes`).setImage('attachment://wave.png'),
      ],
      files: [
        { attachment: Buffer.from('picture'), name: 'wave.png' },
        { attachment: Buffer.from(bytes), name: 'match.wav' },
      ],
    });
    await interaction.followUp({ content: 'Only for you', flags: MessageFlags.Ephemeral });
  });

  const ada = playground.member('ada');
  const audio = ada.upload('tone.wav', new Uint8Array([1, 2, 3]));
  const invocation = ada.slash('ping', { audio, top: 3 });
  expect(await invocation.acknowledged()).toEqual({ kind: 'deferred', ephemeral: false });

  const reply = await invocation.until((message) => message.embeds.length > 0);
  await handled;
  expect(reply.content).toBe('');
  expect(reply.embeds[0]?.title).toBe('tone.wav, 3 bytes');
  expect(reply.attachments.map(({ filename, content_type }) => [filename, content_type])).toEqual([
    ['match.wav', 'audio/x-wav'],
  ]);
  const match = await fetch(reply.attachments[0]?.url ?? '');
  expect(new Uint8Array(await match.arrayBuffer())).toEqual(new Uint8Array([1, 2, 3]));
  const picture = await fetch(reply.embeds[0]?.image?.url ?? '');
  expect(await picture.text()).toBe('picture');

  expect(invocation.followUps.map(({ content }) => content)).toEqual(['Only for you']);
  expect(playground.member('ben').messages()).toHaveLength(1);
  expect(ada.messages()).toHaveLength(2);
  expect(playground.violations).toEqual([]);
});
