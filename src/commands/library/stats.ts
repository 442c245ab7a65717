import { MessageFlags } from 'discord.js';
import { isStale } from '../../engine/embedding.ts';
import { described } from '../../i18n/localizations.ts';
import type { Sound } from '../../storage/library.ts';
import { type Command, GUILD_ONLY } from '../command.ts';
import { COLOUR } from '../search/results-view.ts';
import { literal } from '../shared/text.ts';

/** Maximum number of tags, and of members, in the statistics. */
const MAX_NAMED = 5;

export const stats = {
  data: { ...GUILD_ONLY, name: 'stats', ...described((m) => m.stats.description) },

  async run(interaction, context) {
    const { app, settings, memberId } = context;
    const { stats: t, format } = context.t;
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const library = await context.library();
    const { problems } = library;
    const sounds = library.list();
    const sum = (of: (sound: Sound) => number) => sounds.reduce((total, sound) => total + of(sound), 0);
    const stale = sounds.filter((sound) => isStale(sound, app.engine)).length;
    const withClap = sounds.filter((sound) => sound.clapModel !== null).length;
    const download = app.modelDownload();
    const without = download
      ? t.downloading(megabytesOf(download.received), download.total && megabytesOf(download.total))
      : t.withoutClap;
    const analysis = app.engine.mode === 'clap' ? t.withClap(withClap) : without;
    const own = sounds.filter(({ addedBy }) => addedBy.id === memberId).length;
    const quota = [
      t.quotaSounds(sounds.length, Math.min(settings.sounds ?? app.limits.sounds, app.limits.sounds)),
      t.quotaMegabytes(
        megabytesOf(library.bytes),
        megabytesOf(Math.min(settings.bytes ?? app.limits.bytes, app.limits.bytes)),
      ),
      ...(settings.soundsPerMember === null ? [] : [t.quotaYours(own, settings.soundsPerMember)]),
    ].join(' · ');
    await interaction.editReply({
      embeds: [
        {
          color: COLOUR,
          title: t.title,
          fields: [
            { name: t.sounds, value: format.number(sounds.length), inline: true },
            { name: t.totalLength, value: format.duration(sum((sound) => sound.seconds)), inline: true },
            { name: t.storedAudio, value: t.megabytes(megabytesOf(library.bytes)), inline: true },
            { name: t.quota, value: quota },
            { name: t.tags, value: mostFrequent(library.tags) || t.noneYet },
            { name: t.members, value: mostFrequent(countsOf(sounds.map(({ addedBy }) => addedBy.name))) || t.noneYet },
            { name: t.comparedBy, value: analysis },
            ...(problems.length > 0 ? [{ name: t.storage, value: t.problems }] : []),
            ...(stale > 0 ? [{ name: t.reanalysis, value: t.stale(stale, sounds.length) }] : []),
          ],
        },
      ],
    });
  },
} satisfies Command;

function megabytesOf(bytes: number): number {
  return bytes / 2 ** 20;
}

/** Returns the most frequent names with their counts: `drum 12 · loop 9`; empty if there are none. */
function mostFrequent(uses: ReadonlyMap<string, number>): string {
  const sorted = [...uses].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, MAX_NAMED);
  return sorted.map(([name, number]) => `${literal(name, 32)} ${number}`).join(' · ');
}

function countsOf(names: readonly string[]): ReadonlyMap<string, number> {
  const uses = new Map<string, number>();
  for (const name of names) uses.set(name, (uses.get(name) ?? 0) + 1);
  return uses;
}
