import fc from 'fast-check';

export const anything = fc.string({ unit: 'binary', maxLength: 300 });

/** Generates text that often causes bugs: names of inherited properties, paths out of a folder, unusual numbers. */
export const nasty = fc.constantFrom(
  ...['', '__proto__', 'constructor', 'toString', 'hasOwnProperty', '../..', '/etc/passwd', '\\\\host\\share', 'a\0b'],
  ...['NaN', '-1', '1e9', '0x10', ' 5 ', '99999999999999999999', '\u202e', '%', '%00', '%E0%A4%A', '{}', 'null'],
);
