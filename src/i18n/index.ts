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
  const {
    aspects,
    collections,
    commands,
    descriptors,
    errors,
    library,
    playback,
    privacy,
    settings,
    soundboard,
    transfer,
    views,
  } = messages;
  return {
    format: formatFor(language),
    errors,
    ...views,
    ...library,
    ...playback,
    ...aspects,
    ...collections,
    ...descriptors,
    ...soundboard,
    add: { ...commands.add, ...views.add },
    edit: { ...commands.edit, ...views.edit },
    remove: { ...commands.remove, ...views.remove },
    privacy: privacy.privacy,
    sharing: privacy.sharing,
    forget: { ...commands.forget, ...privacy.forget },
    sound: { ...commands.sound, ...views.sound },
    list: { ...commands.list, ...views.list },
    info: { ...commands.info, ...views.info },
    map: { ...commands.map, ...views.map },
    duplicates: { ...commands.duplicates, ...views.duplicates },
    stats: { ...commands.stats, ...views.stats },
    search: { ...commands.search, ...views.search },
    exporting: { ...commands.exporting, ...transfer.exporting },
    importing: { ...commands.importing, ...transfer.importing },
    settings: { ...commands.settings, ...settings },
    help: { ...commands.help, ...views.help },
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
