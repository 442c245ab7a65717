import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  ComponentType,
  FileUploadBuilder,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import { expect } from 'vitest';
import { isSlash, memberTest as test } from './member-test.ts';

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
