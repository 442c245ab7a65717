import { type Format, formatFor, type Language } from './format.ts';

/**
 * Defines messages of one language. `write` gets the formatting functions of the language and returns the messages.
 * English is written without a type. The other languages give the type of the English messages, so that the compiler
 * names each message that they lack.
 */
export function defineMessages<T>(language: Language, write: (format: Format) => T): T {
  return write(formatFor(language));
}
