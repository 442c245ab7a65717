import { enUs } from './en-us/index.ts';
import { LANGUAGES, type Messages } from './index.ts';

type Localizations = Record<keyof typeof LANGUAGES, string>;

/** A command's or an option's description in every language: `...described((m) => m.forget.description)`. */
export function described(say: (messages: Messages) => string): {
  description: string;
  description_localizations: Localizations;
} {
  return { description: say(enUs), description_localizations: inEveryLanguage(say) };
}

/** The name of a choice or of a message's menu entry in every language. Slash commands and options keep one name. */
export function named(say: (messages: Messages) => string): { name: string; name_localizations: Localizations } {
  return { name: say(enUs), name_localizations: inEveryLanguage(say) };
}

function inEveryLanguage(say: (messages: Messages) => string): Localizations {
  const { de, fr, 'es-ES': esEs, 'es-419': es419, ja } = LANGUAGES;
  return { de: say(de), fr: say(fr), 'es-ES': say(esEs), 'es-419': say(es419), ja: say(ja) };
}
