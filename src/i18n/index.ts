import { aspects as deAspects } from './de/aspects.ts';
import { commands as deCommands } from './de/commands.ts';
import { descriptors as deDescriptors } from './de/descriptors.ts';
import { errors as deErrors } from './de/errors.ts';
import { library as deLibrary } from './de/library.ts';
import { playback as dePlayback } from './de/playback.ts';
import { privacy as dePrivacy } from './de/privacy.ts';
import { settings as deSettings } from './de/settings.ts';
import { soundboard as deSoundboard } from './de/soundboard.ts';
import { views as deViews } from './de/views.ts';
import type { AspectMessages } from './en-us/aspects.ts';
import { aspects as enAspects } from './en-us/aspects.ts';
import type { CommandMessages } from './en-us/commands.ts';
import { commands as enCommands } from './en-us/commands.ts';
import type { DescriptorMessages } from './en-us/descriptors.ts';
import { descriptors as enDescriptors } from './en-us/descriptors.ts';
import { errors as enErrors } from './en-us/errors.ts';
import type { LibraryMessages } from './en-us/library.ts';
import { library as enLibrary } from './en-us/library.ts';
import type { PlaybackMessages } from './en-us/playback.ts';
import { playback as enPlayback } from './en-us/playback.ts';
import type { PrivacyMessages } from './en-us/privacy.ts';
import { privacy as enPrivacy } from './en-us/privacy.ts';
import type { SettingsMessages } from './en-us/settings.ts';
import { settings as enSettings } from './en-us/settings.ts';
import type { SoundboardMessages } from './en-us/soundboard.ts';
import { soundboard as enSoundboard } from './en-us/soundboard.ts';
import type { ViewMessages } from './en-us/views.ts';
import { views as enViews } from './en-us/views.ts';
import type { ErrorMessages } from './error-codes.ts';
import { aspects as esAspects } from './es-es/aspects.ts';
import { commands as esCommands } from './es-es/commands.ts';
import { descriptors as esDescriptors } from './es-es/descriptors.ts';
import { errors as esErrors } from './es-es/errors.ts';
import { library as esLibrary } from './es-es/library.ts';
import { playback as esPlayback } from './es-es/playback.ts';
import { privacy as esPrivacy } from './es-es/privacy.ts';
import { settings as esSettings } from './es-es/settings.ts';
import { soundboard as esSoundboard } from './es-es/soundboard.ts';
import { views as esViews } from './es-es/views.ts';
import { formatFor, type Language } from './format.ts';
import { aspects as frAspects } from './fr/aspects.ts';
import { commands as frCommands } from './fr/commands.ts';
import { descriptors as frDescriptors } from './fr/descriptors.ts';
import { errors as frErrors } from './fr/errors.ts';
import { library as frLibrary } from './fr/library.ts';
import { playback as frPlayback } from './fr/playback.ts';
import { privacy as frPrivacy } from './fr/privacy.ts';
import { settings as frSettings } from './fr/settings.ts';
import { soundboard as frSoundboard } from './fr/soundboard.ts';
import { views as frViews } from './fr/views.ts';
import { aspects as jaAspects } from './ja/aspects.ts';
import { commands as jaCommands } from './ja/commands.ts';
import { descriptors as jaDescriptors } from './ja/descriptors.ts';
import { errors as jaErrors } from './ja/errors.ts';
import { library as jaLibrary } from './ja/library.ts';
import { playback as jaPlayback } from './ja/playback.ts';
import { privacy as jaPrivacy } from './ja/privacy.ts';
import { settings as jaSettings } from './ja/settings.ts';
import { soundboard as jaSoundboard } from './ja/soundboard.ts';
import { views as jaViews } from './ja/views.ts';

/** All messages of one language, in groups, and the number formats of the language. */
export type Messages = ReturnType<typeof combine>;

/** Combines the files of one language. Each group gets the texts registered with Discord and the texts of replies. */
function combine(
  language: Language,
  commands: CommandMessages,
  views: ViewMessages,
  settings: SettingsMessages,
  errors: ErrorMessages,
  library: LibraryMessages,
  playback: PlaybackMessages,
  privacy: PrivacyMessages,
  aspects: AspectMessages,
  descriptors: DescriptorMessages,
  soundboard: SoundboardMessages,
) {
  return {
    format: formatFor(language),
    errors,
    ...views,
    ...library,
    ...playback,
    ...aspects,
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
    exporting: { ...commands.exporting, ...views.exporting },
    importing: { ...commands.importing, ...views.importing },
    settings: { ...commands.settings, ...settings },
    help: { ...commands.help, ...views.help },
  };
}

export const ENGLISH = combine(
  'en-US',
  enCommands,
  enViews,
  enSettings,
  enErrors,
  enLibrary,
  enPlayback,
  enPrivacy,
  enAspects,
  enDescriptors,
  enSoundboard,
);
const SPANISH = combine(
  'es-ES',
  esCommands,
  esViews,
  esSettings,
  esErrors,
  esLibrary,
  esPlayback,
  esPrivacy,
  esAspects,
  esDescriptors,
  esSoundboard,
);

/** All languages except English, by Discord locale. */
export const LANGUAGES = {
  de: combine(
    'de',
    deCommands,
    deViews,
    deSettings,
    deErrors,
    deLibrary,
    dePlayback,
    dePrivacy,
    deAspects,
    deDescriptors,
    deSoundboard,
  ),
  fr: combine(
    'fr',
    frCommands,
    frViews,
    frSettings,
    frErrors,
    frLibrary,
    frPlayback,
    frPrivacy,
    frAspects,
    frDescriptors,
    frSoundboard,
  ),
  'es-ES': SPANISH,
  'es-419': SPANISH,
  ja: combine(
    'ja',
    jaCommands,
    jaViews,
    jaSettings,
    jaErrors,
    jaLibrary,
    jaPlayback,
    jaPrivacy,
    jaAspects,
    jaDescriptors,
    jaSoundboard,
  ),
} as const;

const byLocale = new Map<string, Messages>(Object.entries(LANGUAGES));

/** Returns the messages for a Discord locale; English if the bot has no translation for the locale. */
export function messagesFor(locale: string): Messages {
  return byLocale.get(locale) ?? ENGLISH;
}
