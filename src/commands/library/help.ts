import { ApplicationCommandOptionType, MessageFlags } from 'discord.js';
import { described, named } from '../../i18n/localizations.ts';
import { type Command, GUILD_ONLY } from '../command.ts';
import { COLOUR } from '../search/results-view.ts';
import { addersLine, channelsLine } from '../settings/summary.ts';
import { withMentions } from '../shared/command-mentions.ts';
import { featuresIn, withEmoji } from '../shared/feature-text.ts';
import { shorten } from '../shared/text.ts';
import { featuresEmbed } from './features-view.ts';

/** Discord's limit for the value of an embed field, in characters. The names of eight roles can exceed it. */
const MAX_FIELD = 1024;

export const help = {
  data: {
    ...GUILD_ONLY,
    name: 'help',
    ...described((m) => m.help.description),
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'topic',
        ...described((m) => m.explained.topic),
        choices: [{ ...named((m) => m.explained.features), value: 'features' }],
      },
    ],
  },
  anywhere: true,

  async run(interaction, { app, t: messages, settings }) {
    const { help: t, search, add } = messages;
    const hasClap = app.engine.mode === 'clap';
    if (interaction.options.getString('topic') === 'features') {
      await interaction.reply({ flags: MessageFlags.Ephemeral, embeds: [featuresEmbed(messages)] });
      return;
    }
    const lines = (...list: string[]) => withMentions(list.join('\n'), app.commandIds);
    const { adders, channels } = messages.settings;
    const rules = [
      ...(settings.adders === null ? [] : [`${adders}: ${addersLine(settings, messages, interaction.guild)}`]),
      ...(settings.channels === null ? [] : [`${channels}: ${channelsLine(settings, messages, interaction.guild)}`]),
    ];
    const { graceDays, policyUrl } = app.privacy;
    const goodToKnow = [
      ...[t.formats, t.reasons, t.standsOut, t.ownLibrary, hasClap ? t.withClap : t.withoutClap],
      messages.privacy.kept(graceDays),
      ...(policyUrl === null ? [] : [messages.privacy.policy(policyUrl)]),
    ];
    await interaction.reply({
      flags: MessageFlags.Ephemeral,
      embeds: [
        {
          color: COLOUR,
          title: t.title,
          description: t.summary,
          fields: [
            {
              name: t.start,
              value: lines(
                t.add,
                hasClap ? t.searchWithWords : t.search,
                messages.filter.help,
                messages.path.help,
                t.menus(search.fromMessage, add.fromMessage),
              ),
            },
            {
              name: t.library,
              value: lines(t.exploring, t.changing, t.moving, messages.collection.help, messages.soundboard.helpLine),
            },
            ...(rules.length > 0
              ? [{ name: messages.settings.title, value: shorten(lines(...rules), MAX_FIELD) }]
              : []),
            { name: t.belowResult, value: t.controls },
            {
              name: t.compares,
              value: lines(featuresIn(messages).map(withEmoji).join(' · '), messages.explained.hint),
            },
            { name: t.goodToKnow, value: lines(...goodToKnow.map((line) => `• ${line}`)) },
          ],
        },
      ],
    });
  },
} satisfies Command;
