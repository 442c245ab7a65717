import { MessageFlags } from 'discord.js';
import { messagesFor } from '../../i18n/index.ts';
import { described } from '../../i18n/localizations.ts';
import type { Command } from '../command.ts';
import { COLOUR } from '../search/results-view.ts';
import { addersLine, placesLine } from '../settings/summary.ts';
import { featuresIn, withSign } from '../shared/features.ts';
import { GUILD_ONLY } from '../shared/guild-only.ts';
import { shorten } from '../shared/text.ts';

/** Discord takes so many characters in a field; the names of eight roles may come to more. */
const MAX_FIELD = 1024;

export const help = {
  data: { ...GUILD_ONLY, name: 'help', ...described((m) => m.help.description) },
  anywhere: true,

  async run(interaction, app) {
    const messages = messagesFor(interaction.locale);
    const { help: say, search, add } = messages;
    const hasClap = app.engine.mode === 'clap';
    const lines = (...list: string[]) => list.join('\n');
    const settings = await app.libraries.settings.read(interaction.guildId);
    const { adders, channels } = messages.settings;
    const rules = [
      ...(settings.adders === null ? [] : [`${adders}: ${addersLine(settings, messages, interaction.guild)}`]),
      ...(settings.channels === null ? [] : [`${channels}: ${placesLine(settings, messages, interaction.guild)}`]),
    ];
    const goodToKnow = [say.formats, say.reasons, say.ownLibrary, hasClap ? say.withClap : say.withoutClap];
    await interaction.reply({
      flags: MessageFlags.Ephemeral,
      embeds: [
        {
          color: COLOUR,
          title: say.title,
          description: say.summary,
          fields: [
            {
              name: say.start,
              value: lines(
                say.add,
                hasClap ? say.searchWithWords : say.search,
                say.menus(search.fromMessage, add.fromMessage),
              ),
            },
            { name: say.library, value: lines(say.exploring, say.changing, say.moving) },
            ...(rules.length > 0
              ? [{ name: messages.settings.title, value: shorten(lines(...rules), MAX_FIELD) }]
              : []),
            { name: say.belowResult, value: say.controls },
            {
              name: say.compares,
              value: lines(...featuresIn(messages).map(withSign)),
            },
            { name: say.goodToKnow, value: lines(...goodToKnow.map((line) => `• ${line}`)) },
          ],
        },
      ],
    });
  },
} satisfies Command;
