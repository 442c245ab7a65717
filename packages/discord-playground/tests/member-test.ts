import {
  ContextMenuCommandBuilder,
  Events,
  type Interaction,
  PermissionFlagsBits,
  SlashCommandBuilder,
} from 'discord.js';
import { test as base, expect } from 'vitest';
import { startPlayground } from '../src/index.ts';
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

/** A test of members who use the commands of a bot. The tests of a file share the bot. */
export const memberTest = base
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
  })
  /** Checks after each test that the bot broke `expected` rules of Discord. */
  .extend('broken', { auto: true }, ({ playground, client }, { onCleanup }) => {
    const { length } = playground.violations;
    const broken = { expected: 0 };
    onCleanup(() => {
      client.removeAllListeners(Events.InteractionCreate);
      expect(playground.violations.slice(length)).toHaveLength(broken.expected);
    });
    return broken;
  });

export const isSlash = (interaction: Interaction) => interaction.isChatInputCommand();
