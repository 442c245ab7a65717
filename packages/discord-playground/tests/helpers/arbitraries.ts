import fc from 'fast-check';

/** Arbitrary text, which may contain control characters. */
export const anything = fc.string({ unit: 'binary', maxLength: 300 });

/** Hostile names: inherited properties, paths that lead out of a folder, odd numbers and escapes. */
export const nasty = fc.constantFrom(
  ...['', '__proto__', 'constructor', 'toString', 'hasOwnProperty', '../..', '/etc/passwd', '\\\\host\\share', 'a\0b'],
  ...['NaN', '-1', '1e9', '0x10', ' 5 ', '99999999999999999999', '\u202e', '%', '%00', '%E0%A4%A', '{}', 'null'],
);
