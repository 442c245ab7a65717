import { MessageFlags } from 'discord.js';
import { isStale } from '../../engine/embedding.ts';
import { messagesFor } from '../../i18n/index.ts';
import { described } from '../../i18n/localizations.ts';
import type { Sound } from '../../storage/library.ts';
import type { Command } from '../command.ts';
import { COLOUR } from '../search/results-view.ts';
import { GUILD_ONLY } from '../shared/guild-only.ts';
import { literal } from '../shared/text.ts';

/** Tags and members that are named. */
const MOST = 5;

export const stats = {
  data: { ...GUILD_ONLY, name: 'stats', ...described((m) => m.stats.description) },

  async run(interaction, app) {
    const { stats: say, format } = messagesFor(interaction.locale);
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const library = await app.libraries.open(interaction.guildId);
    const { problems } = library;
    const sounds = library.list();
    const sum = (of: (sound: Sound) => number) => sounds.reduce((total, sound) => total + of(sound), 0);
    const stale = sounds.filter((sound) => isStale(sound, app.engine)).length;
    const meaning = sounds.filter((sound) => sound.clapModel !== null).length;
    const download = app.modelDownload();
    const without = download
      ? say.downloading(megabytesOf(download.received), download.total && megabytesOf(download.total))
      : say.withoutClap;
    const hearing = app.engine.mode === 'clap' ? say.withClap(meaning) : without;
    const settings = await app.libraries.settings.read(interaction.guildId);
    const mine = sounds.filter(({ addedBy }) => addedBy.id === interaction.user.id).length;
    const room = [
      say.quotaSounds(sounds.length, Math.min(settings.sounds ?? app.limits.sounds, app.limits.sounds)),
      say.quotaMegabytes(
        megabytesOf(library.bytes),
        megabytesOf(Math.min(settings.bytes ?? app.limits.bytes, app.limits.bytes)),
      ),
      ...(settings.soundsPerMember === null ? [] : [say.quotaYours(mine, settings.soundsPerMember)]),
    ].join(' · ');
    const most = (names: readonly string[]) => mostFrequent(names) || say.noneYet;
    await interaction.editReply({
      embeds: [
        {
          color: COLOUR,
          title: say.title,
          fields: [
            { name: say.sounds, value: format.number(sounds.length), inline: true },
            { name: say.totalLength, value: format.duration(sum((sound) => sound.seconds)), inline: true },
            { name: say.storedAudio, value: say.megabytes(megabytesOf(library.bytes)), inline: true },
            { name: say.quota, value: room },
            { name: say.tags, value: most(sounds.flatMap((sound) => sound.tags)) },
            { name: say.members, value: most(sounds.map((sound) => sound.addedBy.name)) },
            { name: say.comparedBy, value: hearing },
            ...(problems.length > 0 ? [{ name: say.storage, value: say.problems }] : []),
            ...(stale > 0 ? [{ name: say.reanalysis, value: say.stale(stale, sounds.length) }] : []),
          ],
        },
      ],
    });
  },
} satisfies Command;

function megabytesOf(bytes: number): number {
  return bytes / 2 ** 20;
}

/** The most frequent, with how often: `drum 12 · loop 9`; empty where there is none. */
function mostFrequent(names: readonly string[]): string {
  const uses = new Map<string, number>();
  for (const name of names) uses.set(name, (uses.get(name) ?? 0) + 1);
  const sorted = [...uses].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, MOST);
  return sorted.map(([name, number]) => `${literal(name, 32)} ${number}`).join(' · ');
}
