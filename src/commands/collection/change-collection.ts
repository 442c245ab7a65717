import { UserError } from '../../errors.ts';
import type { Library, Sound } from '../../storage/library.ts';
import type { RequestContext } from '../app.ts';
import type { Slash } from '../command.ts';
import { filterOf, filterSounds } from '../shared/filter-option.ts';
import { collectionOf, MAX_COLLECTIONS } from '../shared/labels.ts';
import { checkMayAdd, checkMayChange } from '../shared/permissions.ts';
import { findSound } from '../shared/sound-option.ts';
import { comparable, literal } from '../shared/text.ts';
import { collectionsIn, collectionsWithout, findCollection, MAX_IN_SERVER } from './find-collection.ts';

/** Maximum number of sounds that one command adds or removes. */
const MAX_CHANGED = 500;

/** Adds a sound, or the sounds that a filter describes, to a collection. Resolves to what the member is told. */
export async function addToCollection(interaction: Slash, context: RequestContext): Promise<string> {
  const { t, settings } = context;
  checkMayAdd(interaction, settings);
  const typed = collectionOf(interaction.options.getString('collection', true));
  if (typed === null) throw new UserError({ code: 'labelInvisible' });
  const library = await context.library();
  const sounds = chosenSounds(interaction, context, library);
  return library.change(async (writer) => {
    const all = collectionsIn(library);
    const existing = all.find((one) => comparable(one.name) === comparable(typed));
    if (!existing && all.length >= MAX_IN_SERVER) throw new UserError({ code: 'collectionsFull', max: MAX_IN_SERVER });
    const name = existing?.name ?? typed;
    const missing = sounds.flatMap(({ id }) => library.get(id) ?? []).filter((sound) => !isIn(sound, name));
    const full = missing.find(({ collections }) => collections.length >= MAX_COLLECTIONS);
    if (full) throw new UserError({ code: 'soundInTooMany', sound: literal(full.label), max: MAX_COLLECTIONS });
    for (const { id, collections } of missing) await writer.edit(id, { collections: [...collections, name] });
    return t.collection.added(t.format.sounds(missing.length), literal(name));
  });
}

/** Removes a sound, or the sounds that a filter describes, from a collection. Resolves to what the member is told. */
export async function removeFromCollection(interaction: Slash, context: RequestContext): Promise<string> {
  const library = await context.library();
  const { name } = findCollection(library, interaction.options.getString('collection', true));
  const sounds = chosenSounds(interaction, context, library).filter((sound) => isIn(sound, name));
  for (const sound of sounds) checkMayChange(interaction, sound, context.settings);
  return rename(context, library, { name, sounds }, null);
}

/** Renames a collection, which may join another one. Resolves to what the member is told. */
export async function renameCollection(interaction: Slash, context: RequestContext): Promise<string> {
  const library = await context.library();
  const collection = findCollection(library, interaction.options.getString('collection', true));
  const typed = collectionOf(interaction.options.getString('to', true));
  if (typed === null) throw new UserError({ code: 'labelInvisible' });
  const other = collectionsIn(library).find((one) => comparable(one.name) === comparable(typed));
  const to = other && other.name !== collection.name ? other.name : typed;
  for (const sound of collection.sounds) checkMayChange(interaction, sound, context.settings);
  return rename(context, library, collection, to);
}

/** Deletes a collection; its sounds stay in the library. Resolves to what the member is told. */
export async function deleteCollection(interaction: Slash, context: RequestContext): Promise<string> {
  const library = await context.library();
  const collection = findCollection(library, interaction.options.getString('collection', true));
  for (const sound of collection.sounds) checkMayChange(interaction, sound, context.settings);
  await rename(context, library, collection, null);
  return context.t.collection.deleted(literal(collection.name));
}

/** @param to the new name; null if the sounds leave the collection */
async function rename(
  { t }: RequestContext,
  library: Library,
  { name, sounds }: { readonly name: string; readonly sounds: readonly Sound[] },
  to: string | null,
): Promise<string> {
  let changed = 0;
  await library.change(async (writer) => {
    for (const { id } of sounds) {
      const sound = library.get(id);
      if (!sound) continue;
      const others = collectionsWithout(sound, name);
      const collections = to === null ? others : [...collectionsWithout({ ...sound, collections: others }, to), to];
      await writer.edit(id, { collections });
      changed += 1;
    }
  });
  return to === null
    ? t.collection.removed(t.format.sounds(changed), literal(name))
    : t.collection.renamed(literal(name), literal(to));
}

/** Returns the sounds that the options `sound` or `filter` choose. @throws UserError if they choose none, or too many */
function chosenSounds({ options }: Slash, { memberId }: RequestContext, library: Library): readonly Sound[] {
  const typed = options.getString('sound');
  if (typed !== null) return [findSound(library, typed)];
  const filter = filterOf(options.getString('filter'), memberId);
  if (filter === null) throw new UserError({ code: 'chooseByFilter' });
  const sounds = filterSounds(library.list(), filter);
  if (sounds.length > MAX_CHANGED)
    throw new UserError({ code: 'tooManyChosen', sounds: sounds.length, max: MAX_CHANGED });
  return sounds;
}

function isIn({ collections }: Sound, name: string): boolean {
  return collections.some((one) => comparable(one) === comparable(name));
}
