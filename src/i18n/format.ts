/** Numbers, counts and lists as one language writes them. */
export interface Format {
  readonly locale: string;
  /** `12,345`; with as many digits after the point as `digits` says. */
  number(value: number, digits?: number): string;
  /** `12 sounds`: the form that the number asks for, with the number in the place of `#`. */
  count(number: number, forms: Forms): string;
  /** `94 %`. Rounded down, so that 100 % is said of the same sound only. @param similarity 0..1; less counts as 0 */
  percent(similarity: number): string;
  /** `0.5 s`; with as many digits after the point as `digits` says. */
  seconds(value: number, digits?: number): string;
  /** `0:03`, `12:05`; under a second `0.4 s`. */
  duration(seconds: number): string;
  /** `41`, `2.5`: MiB, the small ones with one digit after the point. */
  megabytes(bytes: number): string;
  /** `a, b and c`. */
  list(items: readonly string[]): string;
  /** `a, b or c`. */
  either(items: readonly string[]): string;
}

/** One text for each plural that the language has; `other` where it has no more. */
export type Forms = { readonly other: string } & Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>;

/** What stands behind a percentage, where it is not the locale's own, and behind seconds, where it is not ` s`. */
const SIGNS: Readonly<Record<string, { readonly percent?: string; readonly second?: string }>> = {
  'en-US': { percent: ' %' },
  ja: { second: '秒' },
};

export function formatFor(locale: string): Format {
  const signs = SIGNS[locale] ?? {};
  const plurals = new Intl.PluralRules(locale);
  const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' });
  const choices = new Intl.ListFormat(locale, { type: 'disjunction' });
  // Kept, because making one takes far longer than writing a number with it.
  const writers = new Map<number, Intl.NumberFormat>();
  const number = (value: number, digits = 0) => {
    const fixed = { minimumFractionDigits: digits, maximumFractionDigits: digits };
    const writer = writers.get(digits) ?? new Intl.NumberFormat(locale, fixed);
    writers.set(digits, writer);
    return writer.format(value);
  };
  const inSeconds = (value: number, digits = 0) => `${number(value, digits)}${signs.second ?? ' s'}`;
  return {
    locale,
    number,
    seconds: inSeconds,
    count: (value, forms) => (forms[plurals.select(value)] ?? forms.other).replace('#', number(value)),
    percent(similarity) {
      const whole = Math.max(0, Math.floor(similarity * 100 + 1e-4));
      return signs.percent === undefined ? percents.format(whole / 100) : `${number(whole)}${signs.percent}`;
    },
    duration(seconds) {
      if (seconds < 1) return inSeconds(Math.max(seconds, 0.01), seconds < 0.1 ? 2 : 1);
      const whole = Math.round(seconds);
      return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
    },
    megabytes(bytes) {
      const value = bytes / 2 ** 20;
      return value >= 10 || Number.isInteger(value) ? number(Math.ceil(value)) : number(value, 1);
    },
    list: (items) => lists.format(items),
    either: (items) => choices.format(items),
  };
}
