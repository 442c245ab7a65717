import { messages as de } from './de/index.ts';
import { messages as en, type LanguageMessages } from './en-us/index.ts';
import { messages as es } from './es-es/index.ts';
import { formatFor, type Language } from './format.ts';
import { messages as fr } from './fr/index.ts';
import { messages as ja } from './ja/index.ts';

/** All messages of one language, in groups, and the number formats of the language. */
export type Messages = ReturnType<typeof combine>;

/** Combines the files of one language. Each group gets the texts registered with Discord and the texts of replies. */
function combine(language: Language, messages: LanguageMessages) {
  return {
    format: formatFor(language),
    errors: messages.errors,
    ...messages.views,
    ...messages.library,
    ...messages.playback,
    ...messages.aspects,
    ...messages.collections,
    ...messages.descriptors,
    ...messages.soundboard,
    add: { ...messages.commands.add, ...messages.views.add },
    edit: { ...messages.commands.edit, ...messages.views.edit },
    remove: { ...messages.commands.remove, ...messages.views.remove },
    privacy: messages.privacy.privacy,
    sharing: messages.privacy.sharing,
    forget: { ...messages.commands.forget, ...messages.privacy.forget },
    sound: { ...messages.commands.sound, ...messages.views.sound },
    list: { ...messages.commands.list, ...messages.views.list },
    info: { ...messages.commands.info, ...messages.views.info },
    map: { ...messages.commands.map, ...messages.views.map },
    duplicates: { ...messages.commands.duplicates, ...messages.views.duplicates },
    stats: { ...messages.commands.stats, ...messages.views.stats },
    search: { ...messages.commands.search, ...messages.views.search },
    exporting: { ...messages.commands.exporting, ...messages.transfer.exporting },
    importing: { ...messages.commands.importing, ...messages.transfer.importing },
    settings: { ...messages.commands.settings, ...messages.settings },
    help: { ...messages.commands.help, ...messages.views.help },
  };
}

export const ENGLISH = combine('en-US', en);
const SPANISH = combine('es-ES', es);

/** All languages except English, by Discord locale. */
export const LANGUAGES = {
  de: combine('de', de),
  fr: combine('fr', fr),
  'es-ES': SPANISH,
  'es-419': SPANISH,
  ja: combine('ja', ja),
} as const;

const byLocale = new Map<string, Messages>(Object.entries(LANGUAGES));

/** Returns the messages for a Discord locale; English if the bot has no translation for the locale. */
export function messagesFor(locale: string): Messages {
  return byLocale.get(locale) ?? ENGLISH;
}
