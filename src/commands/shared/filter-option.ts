import type { APIApplicationCommandStringOption, APIEmbedField, Message } from 'discord.js';
import { ApplicationCommandOptionType } from 'discord.js';
import { UserError } from '../../errors.ts';
import { completeFilter } from '../../filter/complete-filter.ts';
import { explainNone } from '../../filter/explain-none.ts';
import { fieldOf } from '../../filter/fields.ts';
import type { Filter } from '../../filter/filter.ts';
import { matchFilter } from '../../filter/match-filter.ts';
import { parseFilter } from '../../filter/parse-filter.ts';
import type { Messages } from '../../i18n/index.ts';
import { described } from '../../i18n/localizations.ts';
import type { Sound } from '../../storage/library.ts';
import type { RequestContext } from '../app.ts';
import type { Typing } from '../command.ts';
import { clean, literal } from './text.ts';

/** Maximum length of a filter. It fits into a field of an embed. */
const MAX_FILTER = 300;
/** Maximum number of suggestions, and of characters in a suggestion and its value, that Discord accepts. */
const MAX_CHOICES = 25;
const MAX_CHOICE = 100;
/** Number of tests of sounds, at most 50 ms of work, up to which suggestions say how many sounds they leave. */
const MAX_TESTS = 40_000;

/** Returns the definition of the option that takes a filter, with suggestions while the member types. */
export function filterOption(): APIApplicationCommandStringOption {
  return {
    type: ApplicationCommandOptionType.String,
    name: 'filter',
    ...described((m) => m.filter.option),
    autocomplete: true,
    max_length: MAX_FILTER,
  };
}

/** A filter as a member typed it. */
export interface TypedFilter extends Filter {
  readonly text: string;
}

/**
 * Parses a filter that a member typed; null if nothing was typed.
 * @throws UserError that says what is wrong, and where
 */
export function filterOf(typed: string | null, memberId: string): TypedFilter | null {
  // The text is shown as code, which ends at a backtick.
  const text = clean(typed ?? '', MAX_FILTER).replaceAll('`', "'");
  if (text === '') return null;
  const parsed = parseFilter(text);
  if ('filter' in parsed) return { ...parsed.filter, text, memberId };
  const { problem } = parsed;
  const part = literal(problem.part, 60);
  if (problem.code === 'filterUnknown') throw new UserError({ ...problem, part, near: problem.near.map(code) });
  if (problem.code === 'filterValue') throw new UserError({ ...problem, part, examples: problem.examples.map(code) });
  throw new UserError({ ...problem, part });
}

/** Returns the sounds that meet a filter. @throws UserError `filterNone` if there are sounds, but none of them meets it */
export function filterSounds(sounds: readonly Sound[], filter: Filter | null): readonly Sound[] {
  if (!filter) return sounds;
  const found = sounds.filter(matchFilter(filter));
  const none = found.length === 0 ? noneLeft(sounds, filter) : null;
  if (none) throw none;
  return found;
}

/** Returns the error that says which part of a filter excludes all sounds; null if it leaves some, or has no parts. */
export function noneLeft(sounds: readonly Sound[], filter: Filter): UserError | null {
  const none = explainNone(sounds, filter);
  return (
    none &&
    new UserError({
      code: 'filterNone',
      part: literal(none.part, 60),
      sounds: filter.terms.length > 1 ? none.without : 0,
    })
  );
}

/** Returns the field of an embed that shows a filter, and from which {@link filterInMessage} reads it again. */
export function filterField(filter: TypedFilter | null, { filter: t }: Messages): APIEmbedField[] {
  return filter ? [{ name: t.title, value: code(filter.text) }] : [];
}

/** Returns the text of the filter that the bot's message shows; null if it shows none. */
export function filterInMessage({ embeds }: Pick<Message, 'embeds'>): string | null {
  const [shown] = embeds.flatMap(({ fields }) => fields.flatMap(({ value }) => /^`([^`]+)`$/.exec(value)?.[1] ?? []));
  return shown ?? null;
}

/** Returns how many sounds a filter leaves out only because they were not measured yet, as text; empty if none. */
export function unmeasuredNote(sounds: readonly Sound[], filter: Filter | null, { filter: t }: Messages): string {
  const fields = (filter?.terms ?? []).map(({ field }) => fieldOf(field));
  const unmeasured = sounds.filter((sound) => fields.some(({ read }) => read(sound) === undefined)).length;
  return unmeasured > 0 ? t.unmeasured(unmeasured) : '';
}

/** Suggests filters that continue the typed one by a step, with the number of sounds that each would leave. */
export async function suggestFilters(interaction: Typing, context: RequestContext): Promise<void> {
  const library = await context.library();
  const { t, memberId } = context;
  const typed =
    clean(interaction.options.getFocused(), MAX_FILTER) + (/\s$/.test(interaction.options.getFocused()) ? ' ' : '');
  const isFilter = (text: string) => text.trim() !== '' && 'filter' in parseFilter(text);
  const isWhole = !typed.endsWith(' ') && isFilter(typed);
  const completions = completeFilter(typed, library).filter(({ text }) => text !== typed);
  const texts = [
    ...(isWhole ? [{ text: typed, about: '✓' }] : []),
    ...completions.map(({ text, about }) => ({ text, about: t.filter.about[about] })),
  ];
  const fitting = texts.filter(({ text }) => text.length <= MAX_CHOICE).slice(0, MAX_CHOICES);
  const left = countLeft(
    fitting.map(({ text }) => text),
    library,
    memberId,
  );
  await interaction.respond(
    fitting.map(({ text, about }, i) => {
      const count = left[i];
      const details = count === undefined ? about : `${about} · ${t.format.sounds(count)}`;
      return { name: `${clean(text, MAX_CHOICE - details.length - 3)} · ${details}`.slice(0, MAX_CHOICE), value: text };
    }),
  );
}

/**
 * Returns how many sounds each text leaves as a filter; undefined for a text that is no filter yet. Returns nothing if
 * the counting would delay other members.
 */
export function countLeft(
  texts: readonly string[],
  library: { readonly size: number; list(): readonly Sound[] },
  memberId: string,
): readonly (number | undefined)[] {
  const filters = texts.map((text) => {
    const parsed = parseFilter(text);
    return 'filter' in parsed && text.trim() !== '' ? parsed.filter : null;
  });
  const tests = filters.flatMap((filter) => filter?.terms ?? []).reduce((sum, { values }) => sum + values.length, 0);
  if (tests * library.size > MAX_TESTS) return [];
  const sounds = library.list();
  return filters.map((filter) => (filter ? sounds.filter(matchFilter({ ...filter, memberId })).length : undefined));
}

function code(text: string): string {
  return `\`${text}\``;
}
