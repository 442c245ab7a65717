import type { RequestContext } from '../app.ts';
import { suggestCollections } from '../collection/suggest-collections.ts';
import type { Typing } from '../command.ts';
import { suggestFilters } from './filter-option.ts';
import { suggestSounds, suggestTags } from './sound-option.ts';

/** Suggests values for the option that a member is typing: a filter, a tag, a collection or a sound. */
export async function suggestOption(interaction: Typing, context: RequestContext): Promise<void> {
  const { name } = interaction.options.getFocused(true);
  const suggest = { filter: suggestFilters, tag: suggestTags, collection: suggestCollections }[name] ?? suggestSounds;
  await suggest(interaction, context);
}
