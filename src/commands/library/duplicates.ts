import { MessageFlags } from 'discord.js';
import { UserError } from '../../errors.ts';
import { matchFilter } from '../../filter/match-filter.ts';
import { described } from '../../i18n/localizations.ts';
import { countUncompared, listRelations } from '../../relations/list-relations.ts';
import type { Library } from '../../storage/library.ts';
import type { RequestContext } from '../app.ts';
import { type Command, type Component, GUILD_ONLY, type Slash } from '../command.ts';
import { decodeCustomId } from '../shared/custom-id.ts';
import {
  filterField,
  filterInMessage,
  filterOf,
  filterOption,
  filterSounds,
  type TypedFilter,
} from '../shared/filter-option.ts';
import { mayChange } from '../shared/permissions.ts';
import { playSound } from '../shared/play-sound.ts';
import { suggestOption } from '../shared/suggest-option.ts';
import { duplicatesReply, PAGE_SIZE } from './duplicates-view.ts';
import { askToRemove } from './remove.ts';

export const duplicates = {
  data: {
    ...GUILD_ONLY,
    name: 'duplicates',
    ...described((m) => m.duplicates.description),
    options: [filterOption()],
  },

  autocomplete: suggestOption,

  async run(interaction, context) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const filter = filterOf(interaction.options.getString('filter'), context.memberId);
    const library = await context.library();
    if (library.size === 0) throw new UserError({ code: 'libraryEmpty' });
    filterSounds(library.list(), filter);
    await interaction.editReply(await pageOfDuplicates(interaction, context, library, { wanted: 0, filter }));
  },

  /** Handles `duplicates:page:<page>`, whose message shows the filter, and the menus `duplicates:play` and `duplicates:remove`. */
  async component(interaction, context) {
    const [action, page] = decodeCustomId(interaction.customId).fields;
    if (action === 'page' && /^\d{1,6}$/.test(page ?? '')) {
      await interaction.deferUpdate();
      const library = await context.library();
      const shown = { wanted: Number(page), filter: filterOf(filterInMessage(interaction.message), context.memberId) };
      return void (await interaction.editReply(await pageOfDuplicates(interaction, context, library, shown)));
    }
    const find = async () => {
      const library = await context.library();
      const sound = interaction.isStringSelectMenu() ? library.get(interaction.values[0] ?? '') : undefined;
      if (!sound) throw new UserError({ code: 'soundGone' });
      return { library, sound };
    };
    if (action === 'play') return playSound(interaction, context, find);
    if (action !== 'remove') throw new UserError({ code: 'unknownButton' });
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    await askToRemove(interaction, context, (await find()).sound);
  },
} satisfies Command;

/**
 * Returns a page of the relations between the sounds of a library; the last page if there are fewer pages.
 * With a filter, at least one of the related sounds meets it.
 */
async function pageOfDuplicates(
  interaction: Slash | Component,
  { app, t, settings }: RequestContext,
  library: Library,
  { wanted, filter }: { readonly wanted: number; readonly filter: TypedFilter | null },
): Promise<ReturnType<typeof duplicatesReply>> {
  const isShown = matchFilter(filter ?? { terms: [] });
  const related = (await listRelations(library)).filter(({ sounds }) => sounds.some(isShown));
  const pages = Math.max(1, Math.ceil(related.length / PAGE_SIZE));
  const page = Math.min(wanted, pages - 1);
  const scored = related.slice(page * PAGE_SIZE, (page + 1) * PAGE_SIZE).map((sounds) => {
    const [a, b] = sounds.sounds.map(({ id }) => library.embedding(id));
    return { ...sounds, score: a && b && a.version === b.version ? app.engine.compare(a, b).score : null };
  });
  const pending = countUncompared(library);
  const reply = duplicatesReply(
    { related: scored, page, pages, compared: library.size - pending, pending },
    (sound) => mayChange(interaction, sound, settings),
    t,
  );
  const fields = filterField(filter, t);
  return fields.length > 0 ? { ...reply, embeds: reply.embeds.map((embed) => ({ ...embed, fields })) } : reply;
}
