import type { RequestContext } from '../app.ts';
import type { Typing } from '../command.ts';
import { clean, comparable } from '../shared/text.ts';
import { collectionsIn } from './find-collection.ts';

/** Maximum number of suggestions, and of characters in a suggestion, that Discord accepts. */
const MAX_CHOICES = 25;
const MAX_CHOICE = 100;

/** Suggests collections whose name contains the typed text. */
export async function suggestCollections(interaction: Typing, context: RequestContext): Promise<void> {
  const typed = comparable(interaction.options.getFocused());
  const { format } = context.t;
  const found = collectionsIn(await context.library()).filter(({ name }) => comparable(name).includes(typed));
  const choices = found.slice(0, MAX_CHOICES).map(({ name, sounds }) => ({
    name: clean(`${name} · ${format.sounds(sounds.length)}`, MAX_CHOICE),
    value: name,
  }));
  await interaction.respond(choices);
}
