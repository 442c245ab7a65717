/** Discord locale of a language into which the bot is translated. */
export type Language = 'en-US' | 'de' | 'fr' | 'es-ES' | 'ja';

/** Formats numbers, counts and lists by the rules of one language. */
export interface Format {
  readonly locale: Language;
  /** Formats a number, such as `12,345`. @param digits number of decimals, by default 0 */
  number(value: number, digits?: number): string;
  /** Returns the plural form that the number needs, with the number in place of `#`. */
  count(number: number, forms: PluralForms): string;
  /** Returns `12 sounds`. */
  sounds(number: number): string;
  /** Returns `94%`, rounded down, so only identical sounds get 100%. @param similarity 0..1; below 0 counts as 0 */
  percent(similarity: number): string;
  /** Formats seconds, such as `0.5 s` with one decimal. @param digits number of decimals, by default 0 */
  seconds(value: number, digits?: number): string;
  /** Returns `10 minutes` for whole minutes, `90 seconds` otherwise. */
  timeSpan(seconds: number): string;
  /** Returns `0:03` or `12:05`; below one second `0.4 s`. */
  duration(seconds: number): string;
  /** Returns a position within a sound: `0:00` or `12:05`. @param digits number of decimals, by default 0 */
  position(seconds: number, digits?: number): string;
  /** Returns bytes in MiB without the unit: with one decimal below 10 (`2.5`), otherwise rounded up (`41`). */
  megabytes(bytes: number): string;
  /** Returns `a, b and c`. */
  list(items: readonly string[]): string;
  /** Returns `a, b or c`. */
  either(items: readonly string[]): string;
}

/** One text for each plural form of the language; `other` is the fallback. */
export type PluralForms = { readonly other: string } & Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>;

interface Units {
  readonly sounds: PluralForms;
  readonly minutes: PluralForms;
  readonly seconds: PluralForms;
  /** Abbreviation of "seconds", with the space before it; default ` s`. */
  readonly second?: string;
}

const UNITS: Readonly<Record<Language, Units>> = {
  'en-US': {
    sounds: { one: '# sound', other: '# sounds' },
    minutes: { one: '# minute', other: '# minutes' },
    seconds: { one: '# second', other: '# seconds' },
  },
  de: {
    sounds: { one: '# Sound', other: '# Sounds' },
    minutes: { one: 'eine Minute', other: '# Minuten' },
    seconds: { one: 'eine Sekunde', other: '# Sekunden' },
  },
  fr: {
    sounds: { one: '# son', other: '# sons' },
    minutes: { one: '# minute', other: '# minutes' },
    seconds: { one: '# seconde', other: '# secondes' },
  },
  'es-ES': {
    sounds: { one: '# sonido', other: '# sonidos' },
    minutes: { one: '# minuto', other: '# minutos' },
    seconds: { one: '# segundo', other: '# segundos' },
  },
  ja: { sounds: { other: '#個' }, minutes: { other: '#分' }, seconds: { other: '#秒' }, second: '秒' },
};

export function formatFor(locale: Language): Format {
  const units = UNITS[locale];
  const plurals = new Intl.PluralRules(locale);
  const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const conjunction = new Intl.ListFormat(locale, { type: 'conjunction' });
  const disjunction = new Intl.ListFormat(locale, { type: 'disjunction' });
  // Formatters by number of decimals. They are cached, because creating a formatter takes far longer than using it.
  const formatters = new Map<number, Intl.NumberFormat>();
  const number = (value: number, digits = 0) => {
    const fixed = { minimumFractionDigits: digits, maximumFractionDigits: digits };
    const formatter = formatters.get(digits) ?? new Intl.NumberFormat(locale, fixed);
    formatters.set(digits, formatter);
    return formatter.format(value);
  };
  const count = (value: number, forms: PluralForms) =>
    (forms[plurals.select(value)] ?? forms.other).replace('#', number(value));
  const seconds = (value: number, digits = 0) => `${number(value, digits)}${units.second ?? ' s'}`;
  return {
    locale,
    number,
    count,
    seconds,
    sounds: (value) => count(value, units.sounds),
    timeSpan: (value) =>
      value >= 60 && value % 60 === 0 ? count(value / 60, units.minutes) : count(value, units.seconds),
    percent: (similarity) => percents.format(Math.max(0, Math.floor(similarity * 100 + 1e-4)) / 100),
    duration(value) {
      if (value < 1) return seconds(Math.max(value, 0.01), value < 0.1 ? 2 : 1);
      const whole = Math.round(value);
      return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
    },
    position(value, digits = 0) {
      const rounded = Number(value.toFixed(digits));
      const rest = number(rounded % 60, digits);
      return `${Math.floor(rounded / 60)}:${rest.padStart(digits === 0 ? 2 : 3 + digits, '0')}`;
    },
    megabytes(bytes) {
      const value = bytes / 2 ** 20;
      return value >= 10 || Number.isInteger(value) ? number(Math.ceil(value)) : number(value, 1);
    },
    list: (items) => conjunction.format(items),
    either: (items) => disjunction.format(items),
  };
}
