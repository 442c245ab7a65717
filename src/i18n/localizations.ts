import { ENGLISH, LANGUAGES, type Messages } from './index.ts';

type Localizations = Record<keyof typeof LANGUAGES, string>;
type Choose = (messages: Messages) => string;

/** Returns the description of a command or option in every language: `...described((m) => m.forget.description)`. */
export function described(choose: Choose): { description: string; description_localizations: Localizations } {
  return { description: choose(ENGLISH), description_localizations: inEveryLanguage(choose) };
}

/** Returns the name of a context-menu command in every language. Slash commands have one name in all languages. */
export function named(choose: Choose): { name: string; name_localizations: Localizations } {
  return { name: choose(ENGLISH), name_localizations: inEveryLanguage(choose) };
}

function inEveryLanguage(choose: Choose): Localizations {
  const { de, fr, 'es-ES': esEs, 'es-419': es419, ja } = LANGUAGES;
  return { de: choose(de), fr: choose(fr), 'es-ES': choose(esEs), 'es-419': choose(es419), ja: choose(ja) };
}
