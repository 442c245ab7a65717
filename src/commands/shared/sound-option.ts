import type { APIApplicationCommandStringOption } from 'discord.js';
import { ApplicationCommandOptionType } from 'discord.js';
import { UserError } from '../../errors.ts';
import { type Messages, messagesFor } from '../../i18n/index.ts';
import { described } from '../../i18n/localizations.ts';
import type { Library, Sound } from '../../storage/library.ts';
import type { App } from '../app.ts';
import type { Typing } from '../command.ts';
import { clean, literal } from './text.ts';

const MAX_CHOICES = 25;
const MAX_CHOICE_NAME = 100;

/** An option that takes a sound of the library, offered while the member types. */
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
    max_length: 100,
  };
}

/** Offers the sounds whose label or tags hold what was typed: those that begin with it first, then the newest. */
export async function suggestSounds(interaction: Typing, app: App): Promise<void> {
  const { format } = messagesFor(interaction.locale);
  const library = await app.libraries.open(interaction.guildId);
  const typed = interaction.options.getFocused().toLowerCase().trim();
  const rank = (sound: Sound) => {
    const label = sound.label.toLowerCase();
    if (label.startsWith(typed)) return 0;
    if (label.includes(typed)) return 1;
    return sound.tags.some((tag) => tag.includes(typed)) ? 2 : 3;
  };
  const found = library
    .list()
    .map((sound, position) => ({ sound, position, rank: rank(sound) }))
    .filter((entry) => entry.rank < 3)
    .sort((a, b) => a.rank - b.rank || b.position - a.position)
    .slice(0, MAX_CHOICES);
  await interaction.respond(found.map(({ sound }) => ({ name: choiceName(sound, format), value: sound.id })));
}

/** Offers the tags that hold what was typed, the most used first. */
export async function suggestTags(interaction: Typing, app: App): Promise<void> {
  const library = await app.libraries.open(interaction.guildId);
  const typed = interaction.options.getFocused().toLowerCase().trim();
  const { taggedWith } = messagesFor(interaction.locale).sound;
  const uses = new Map<string, number>();
  for (const tag of library.list().flatMap((sound) => sound.tags)) uses.set(tag, (uses.get(tag) ?? 0) + 1);
  const found = [...uses].filter(([tag]) => tag.includes(typed)).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const choices = found.slice(0, MAX_CHOICES).map(([tag, number]) => ({ name: taggedWith(tag, number), value: tag }));
  await interaction.respond(choices);
}

/**
 * The sound that an option means: its id, as autocomplete sends it, or its label, typed out.
 * @throws UserError `not-found` where there is none, or several of that label.
 */
export function findSound(library: Library, text: string): Sound {
  const byId = library.get(text);
  if (byId) return byId;
  const wanted = text.toLowerCase().trim();
  const sounds = library.list();
  const exact = sounds.filter((sound) => sound.label.toLowerCase() === wanted);
  const found = exact.length > 0 ? exact : sounds.filter((sound) => sound.label.toLowerCase().startsWith(wanted));
  const [only] = found;
  if (only && found.length === 1) return only;
  if (found.length > 1) throw new UserError({ code: 'soundAmbiguous', sounds: found.length, name: literal(text) });
  throw new UserError({ code: 'soundUnknown', name: literal(text) });
}

function choiceName(sound: Sound, { duration }: Messages['format']): string {
  const details = ` · ${duration(sound.seconds)} · ${clean(sound.addedBy.name, 24)}`;
  return clean(sound.label, MAX_CHOICE_NAME - details.length) + details;
}
