import { type APIApplicationCommandBasicOption, ApplicationCommandOptionType } from 'discord.js';
import { UserError } from '../../errors.ts';
import { described } from '../../i18n/localizations.ts';
import type { Library, Sound } from '../../storage/library.ts';
import type { RequestContext } from '../app.ts';
import type { Slash } from '../command.ts';
import { MAX_LABEL, MAX_TAG, tagOf } from '../shared/labels.ts';
import type { mayChange, mayRemove } from '../shared/permissions.ts';
import { searchNames } from '../shared/search-names.ts';
import { comparable, literal } from '../shared/text.ts';

/** Maximum number of sounds that one command changes. A mistaken filter must not reach a whole large library. */
const MAX_CHANGED = 500;

/** Options that choose sounds by tag, by member and by name. A sound must fit all that are given. */
export const choosingOptions: APIApplicationCommandBasicOption[] = [
  {
    type: ApplicationCommandOptionType.String,
    name: 'tag',
    ...described((m) => m.many.tag),
    autocomplete: true,
    max_length: MAX_TAG,
  },
  { type: ApplicationCommandOptionType.User, name: 'author', ...described((m) => m.many.author) },
  {
    type: ApplicationCommandOptionType.String,
    name: 'name',
    ...described((m) => m.many.name),
    max_length: MAX_LABEL,
  },
];

export interface ChosenSounds {
  /** The sounds that the member may change or remove, oldest first. */
  readonly sounds: readonly Sound[];
  /** Lines for the question to the member: which text the names contain, and how many sounds the member may not change. */
  readonly notes: readonly string[];
}

/**
 * Returns the sounds that the options choose.
 * @param isAllowed whether the member may change a sound, or remove it
 * @throws UserError if the options choose no sound that the member may change or remove, or too many
 */
export function chooseSounds(
  interaction: Slash,
  { settings, t }: RequestContext,
  library: Library,
  isAllowed: typeof mayChange | typeof mayRemove,
): ChosenSounds {
  const { options } = interaction;
  const tag = tagOf(options.getString('tag'));
  const author = options.getUser('author')?.id ?? null;
  const name = options.getString('name') ?? '';
  if (tag === null && author === null && comparable(name) === '') throw new UserError({ code: 'chooseSounds' });
  const fits = ({ tags, addedBy }: Sound) =>
    (tag === null || tags.includes(tag)) && (author === null || addedBy.id === author);
  const named = comparable(name) === '' ? null : new Set(searchNames(library.list(), name));
  const found = library.list().filter((sound) => fits(sound) && (named === null || named.has(sound)));
  if (found.length === 0) throw new UserError({ code: 'noneChosen' });
  const sounds = found.filter((sound) => isAllowed(interaction, sound, settings));
  if (sounds.length === 0) throw new UserError({ code: 'noneYours', sounds: found.length });
  checkNumber(sounds);
  const ofOthers = found.length - sounds.length;
  const notes = [
    ...(named === null ? [] : [t.many.containing(literal(name))]),
    ...(ofOthers > 0 ? [t.many.ofOthers(ofOthers)] : []),
  ];
  return { sounds, notes };
}

/** @throws UserError `tooManyChosen` above {@link MAX_CHANGED} */
function checkNumber({ length }: readonly Sound[]): void {
  if (length > MAX_CHANGED) throw new UserError({ code: 'tooManyChosen', sounds: length, max: MAX_CHANGED });
}
