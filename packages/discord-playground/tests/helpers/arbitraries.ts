import fc from 'fast-check';

/** Text from outside, whatever it is: any characters, control characters among them. */
export const anything = fc.string({ unit: 'binary', maxLength: 300 });

/** Names that every object has, and others that lead out of where they stand. */
export const nasty = fc.constantFrom(
  ...['', '__proto__', 'constructor', 'toString', 'hasOwnProperty', '../..', '/etc/passwd', '\\\\host\\share', 'a\0b'],
  ...['NaN', '-1', '1e9', '0x10', ' 5 ', '99999999999999999999', '\u202e', '%', '%00', '%E0%A4%A', '{}', 'null'],
);
