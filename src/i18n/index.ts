import { de } from './de/index.ts';
import { enUs, type Messages } from './en-us/index.ts';
import { esEs } from './es-es/index.ts';
import { fr } from './fr/index.ts';
import { ja } from './ja/index.ts';

export type { Messages };

/** Every language but English, by the locales of Discord that it is shown in. */
export const LANGUAGES = { de, fr, 'es-ES': esEs, 'es-419': esEs, ja } as const;

const byLocale = new Map<string, Messages>(Object.entries(LANGUAGES));

/** All that is said to a member who reads Discord in this locale; English where it is none of ours. */
export function messagesFor(locale: string): Messages {
  return byLocale.get(locale) ?? enUs;
}
