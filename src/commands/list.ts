import { type APIEmbed, ApplicationCommandOptionType, MessageFlags } from 'discord.js';
import type { Sound } from '../storage/library.ts';
import type { Command } from './command.ts';
import { GUILD_ONLY } from './guild-only.ts';
import { COLOUR, soundLink } from './replies/results.ts';
import { count, duration, literal } from './replies/text.ts';

/** With ten the longest possible description stays within Discord's 4,096 characters. */
const PAGE = 10;

export const list = {
  data: {
    ...GUILD_ONLY,
    name: 'list',
    description: "See what is in this server's library, newest first",
    options: [
      {
        type: ApplicationCommandOptionType.Integer,
        name: 'page',
        description: 'Which page; 1 holds the newest',
        min_value: 1,
      },
    ],
  },

  async run(interaction, app) {
    const library = await app.libraries.open(interaction.guildId);
    const page = interaction.options.getInteger('page') ?? 1;
    await interaction.reply({
      flags: MessageFlags.Ephemeral,
      embeds: [listEmbed(library.list().toReversed(), page - 1)],
    });
  },
} satisfies Command;

/** One page of a list of sounds. A page past the end shows the last. */
export function listEmbed(sounds: readonly Sound[], wanted: number): APIEmbed {
  const pages = Math.max(1, Math.ceil(sounds.length / PAGE));
  const page = Math.min(wanted, pages - 1);
  const start = page * PAGE;
  const lines = sounds.slice(start, start + PAGE).map((sound, index) => listLine(sound, start + index + 1));
  return {
    color: COLOUR,
    title: '📚 Sound library',
    description: lines.join('\n') || 'Nothing here yet. Put the first sound in with /add.',
    footer: { text: `${count(sounds.length, 'sound')} · page ${page + 1} of ${pages}` },
  };
}

function listLine(sound: Sound, rank: number): string {
  const tags = sound.tags.length > 0 ? ` · ${literal(sound.tags.join(', '), 40)}` : '';
  return `**${rank}.** ${soundLink(sound, 50)} · ${duration(sound.seconds)}${tags} · ${literal(sound.addedBy.name, 32)}`;
}
