import { MessageFlags } from 'discord.js';
import { isStale } from '../engine/stale.ts';
import type { Sound } from '../storage/library.ts';
import type { Command } from './command.ts';
import { GUILD_ONLY } from './guild-only.ts';
import { COLOUR } from './replies/results.ts';
import { count, duration, literal } from './replies/text.ts';

/** Tags and members that are named. */
const MOST = 5;

export const stats = {
  data: { ...GUILD_ONLY, name: 'stats', description: "This server's library in numbers" },

  async run(interaction, app) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const library = await app.libraries.open(interaction.guildId);
    const { problems } = library;
    const sounds = library.list();
    const sum = (of: (sound: Sound) => number) => sounds.reduce((total, sound) => total + of(sound), 0);
    const stale = sounds.filter((sound) => isStale(sound, app.engine)).length;
    const meaning = sounds.filter((sound) => sound.clapModel !== null).length;
    const hearing =
      app.engine.mode === 'clap'
        ? `CLAP and acoustic features; ${count(meaning, 'sound')} with a meaning`
        : 'Acoustic features only; no CLAP model is installed';
    await interaction.editReply({
      embeds: [
        {
          color: COLOUR,
          title: '📊 Library',
          fields: [
            { name: 'Sounds', value: sounds.length.toLocaleString('en-US'), inline: true },
            { name: 'Together', value: duration(sum((sound) => sound.seconds)), inline: true },
            { name: 'Kept audio', value: `${(sum((sound) => sound.bytes) / 2 ** 20).toFixed(1)} MB`, inline: true },
            { name: 'Tags', value: most(sounds.flatMap((sound) => sound.tags)) },
            { name: 'Members', value: most(sounds.map((sound) => sound.addedBy.name)) },
            { name: 'How I hear', value: hearing },
            ...(problems.length > 0 ? [{ name: '⚠️ Storage', value: literal(problems.join(' '), 900) }] : []),
            ...(stale > 0
              ? [
                  {
                    name: 'To be heard again',
                    value: `${count(stale, 'sound')}, of ${sounds.length}: heard by an earlier version or another model`,
                  },
                ]
              : []),
          ],
        },
      ],
    });
  },
} satisfies Command;

/** The most frequent, with how often: `drum 12 · loop 9`. */
function most(names: readonly string[]): string {
  const uses = new Map<string, number>();
  for (const name of names) uses.set(name, (uses.get(name) ?? 0) + 1);
  const sorted = [...uses].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, MOST);
  return sorted.map(([name, number]) => `${literal(name, 32)} ${number}`).join(' · ') || 'none yet';
}
