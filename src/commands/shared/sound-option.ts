import type { APIApplicationCommandStringOption } from 'discord.js';
import { ApplicationCommandOptionType } from 'discord.js';
import { UserError } from '../../errors.ts';
import { firstSorted } from '../../filter/first-sorted.ts';
import type { Messages } from '../../i18n/index.ts';
import { described } from '../../i18n/localizations.ts';
import type { Library, Sound } from '../../storage/library.ts';
import type { RequestContext } from '../app.ts';
import type { Slash, Typing } from '../command.ts';
import { MAX_LABEL } from './labels.ts';
import { comparableLabel, nearNames, searchNames } from './search-names.ts';
import { clean, comparable, literal } from './text.ts';

/** Maximum number of suggestions, and of characters in a suggestion, that Discord accepts. */
const MAX_CHOICES = 25;
const MAX_CHOICE_NAME = 100;

/** Returns the definition of an option that takes a sound of the library, with suggestions while the member types. */
export function soundOption(
  description: (messages: Messages) => string,
  { required = true } = {},
): APIApplicationCommandStringOption {
  return {
    type: ApplicationCommandOptionType.String,
    name: 'sound',
    ...described(description),
    required,
    autocomplete: true,
    max_length: MAX_LABEL,
  };
}

/**
 * Suggests sounds whose label or tags contain the typed text, labels before tags, in the order of {@link searchNames}.
 * If there are none, suggests sounds whose labels are similar to the text.
 * @param others suggestions after the sounds
 */
export async function suggestSounds(
  interaction: Typing,
  context: RequestContext,
  others: readonly { readonly name: string; readonly value: string }[] = [],
): Promise<void> {
  const library = await context.library();
  const typed = comparable(interaction.options.getFocused());
  const sounds = library.list();
  const tagged = sounds.filter(({ tags }) => tags.some((tag) => tag.includes(typed))).toReversed();
  const found = [...new Set([...searchNames(sounds, typed), ...tagged])];
  const shown = (found.length > 0 ? found : nearNames(sounds, typed)).slice(0, MAX_CHOICES - others.length);
  const { format } = context.t;
  const choices = shown.map((sound) => ({ name: choiceName(sound, format), value: sound.id }));
  await interaction.respond([...choices, ...others]);
}

/** Suggests tags that contain the typed text, the most frequent first. */
export async function suggestTags(interaction: Typing, context: RequestContext): Promise<void> {
  const library = await context.library();
  const typed = comparable(interaction.options.getFocused());
  const { taggedWith } = context.t.sound;
  const matching = [...library.tags].filter(([tag]) => tag.includes(typed));
  const found = firstSorted(matching, MAX_CHOICES, (a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  await interaction.respond(found.map(([tag, number]) => ({ name: taggedWith(tag, number), value: tag })));
}

/** Returns the library and the sound that the option `sound` names. @throws UserError as {@link findSound} does */
export async function openSound(
  { options }: Slash,
  context: RequestContext,
): Promise<{ readonly library: Library; readonly sound: Sound }> {
  const library = await context.library();
  return { library, sound: findSound(library, options.getString('sound', true)) };
}

/**
 * Returns the sound that a text names: the id of the sound, which autocomplete sends, its label, or the start of its
 * label.
 * @throws UserError `soundUnknown` if no sound matches, `soundAmbiguous` if several sounds match
 */
export function findSound(library: Library, text: string): Sound {
  const byId = library.get(text);
  if (byId) return byId;
  const wanted = comparable(text);
  const sounds = library.list();
  const exact = sounds.filter((sound) => comparableLabel(sound) === wanted);
  const found = exact.length > 0 ? exact : sounds.filter((sound) => comparableLabel(sound).startsWith(wanted));
  const [only] = found;
  if (only && found.length === 1) return only;
  if (found.length > 1) throw new UserError({ code: 'soundAmbiguous', sounds: found.length, name: literal(text) });
  if (sounds.length === 0) throw new UserError({ code: 'libraryEmpty' });
  const near = nearNames(sounds, text).map(({ label }) => literal(label));
  throw new UserError({ code: 'soundUnknown', name: literal(text), near });
}

function choiceName(sound: Sound, { duration }: Messages['format']): string {
  const details = ` · ${duration(sound.seconds)} · ${clean(sound.addedBy.name, 24)}`;
  return clean(sound.label, MAX_CHOICE_NAME - details.length) + details;
}
