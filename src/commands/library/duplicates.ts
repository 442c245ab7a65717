import { MessageFlags } from 'discord.js';
import { UserError } from '../../errors.ts';
import type { Messages } from '../../i18n/index.ts';
import { described } from '../../i18n/localizations.ts';
import { countUncompared, listRelations, type RelatedSounds } from '../../relations/list-relations.ts';
import { type Command, GUILD_ONLY } from '../command.ts';
import { COLOUR, soundLink } from '../search/results-view.ts';
import { relationText } from '../shared/relation-text.ts';

/** Maximum number of lines in the reply. Ten fit into the 4,096 characters of an embed description. */
const MAX_NAMED = 10;
const MAX_LABEL = 40;

export const duplicates = {
  data: { ...GUILD_ONLY, name: 'duplicates', ...described((m) => m.duplicates.description) },

  async run(interaction, context) {
    const { t } = context;
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const library = await context.library();
    if (library.size === 0) throw new UserError({ code: 'libraryEmpty' });
    const related = await listRelations(library);
    const lines = related.slice(0, MAX_NAMED).map((sounds) => relatedLine(sounds, t));
    if (related.length > MAX_NAMED) lines.push(t.common.andMore(related.length - MAX_NAMED));
    const pending = countUncompared(library);
    const footer = [t.duplicates.compared(library.size - pending), pending > 0 ? t.duplicates.pending(pending) : ''];
    await interaction.editReply({
      content: null,
      embeds: [
        {
          color: COLOUR,
          title: t.duplicates.title,
          description: lines.join('\n') || t.duplicates.none,
          footer: { text: footer.join(' ').trim() },
        },
      ],
      components: [],
    });
  },
} satisfies Command;

function relatedLine({ relation, sounds }: RelatedSounds, t: Messages): string {
  const [a, b, ...more] = sounds;
  const names = { a: `**${soundLink(a, MAX_LABEL)}**`, b: `**${soundLink(b, MAX_LABEL)}**` };
  const line = relationText(relation, names, t);
  return more.length > 0 ? `${line} ${t.common.andMore(more.length)}` : line;
}
