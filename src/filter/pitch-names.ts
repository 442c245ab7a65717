const NAMES = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B'];
const LETTERS: Readonly<Record<string, number>> = { c: 0, d: 2, e: 4, f: 5, g: 7, a: 9, b: 11, h: 11 };
const ACCIDENTALS: Readonly<Record<string, number>> = { '': 0, '#': 1, '♯': 1, b: -1, '♭': -1 };
const MODES: Readonly<Record<string, string>> = {
  '': 'major',
  maj: 'major',
  major: 'major',
  m: 'minor',
  min: 'minor',
  minor: 'minor',
};
const NOTES_PER_OCTAVE = 12;

/** Keys as DJ programs write them: `8A` and `8B` on the Camelot wheel, `1m` and `1d` in Open Key notation. */
const WHEEL = /^(1[0-2]|[1-9])([abmd])$/;
const WHEEL_ORIGINS: Readonly<Record<string, readonly [tonic: number, hour: number, mode: string]>> = {
  a: [9, 8, 'minor'],
  b: [0, 8, 'major'],
  m: [9, 1, 'minor'],
  d: [0, 1, 'major'],
};
const FIFTH = 7;

/**
 * Returns a typed key as descriptors name it, such as `A minor` for `Am` or `8A`, and `A# major` for `Bb`; null if it is
 * none.
 */
export function parseKey(text: string): string | null {
  const [, hour, side = ''] = WHEEL.exec(text.toLowerCase()) ?? [];
  const origin = WHEEL_ORIGINS[side];
  if (origin) {
    const [atOrigin, hourOfOrigin, modeOfSide] = origin;
    const fifths = (Number(hour) - hourOfOrigin + NOTES_PER_OCTAVE) % NOTES_PER_OCTAVE;
    return keyName(atOrigin + FIFTH * fifths, modeOfSide);
  }
  const [, letter = '', accidental = '', mode = ''] = /^([a-h])([#♯b♭]?)[\s-]*([a-z]*)$/.exec(text.toLowerCase()) ?? [];
  const tonic = LETTERS[letter];
  const modeName = MODES[mode];
  if (tonic === undefined || modeName === undefined) return null;
  return keyName(tonic + (ACCIDENTALS[accidental] ?? 0), modeName);
}

/** Returns the name of a key, such as `A minor` for the pitch class 9 (C is 0) and `minor`. */
export function keyName(pitchClass: number, mode: string): string {
  return `${nameOf(pitchClass)} ${mode}`;
}

/** Returns a key in the short form in which it is typed, such as `Am` for `A minor`. */
export function shortKey(key: string): string {
  const [tonic = '', mode] = key.split(' ');
  return mode === 'minor' ? `${tonic}m` : tonic;
}

/** Returns a typed note with its octave, such as `A4`, as a number of semitones above C-1 (MIDI); null if it is none. */
export function parseNote(text: string): number | null {
  const [, letter = '', accidental = '', octave = ''] = /^([a-h])([#♯b♭]?)(-1|\d)$/.exec(text.toLowerCase()) ?? [];
  const tonic = LETTERS[letter];
  if (tonic === undefined) return null;
  return tonic + (ACCIDENTALS[accidental] ?? 0) + NOTES_PER_OCTAVE * (Number(octave) + 1);
}

/** Returns the name of a note with its octave, such as `A4` for 69. */
export function noteName(note: number): string {
  return `${nameOf(note)}${Math.floor(note / NOTES_PER_OCTAVE) - 1}`;
}

/** Returns a frequency in hertz as a fractional number of semitones above C-1; A4 is 440 Hz. */
export function noteAt(hertz: number): number {
  return 69 + NOTES_PER_OCTAVE * Math.log2(hertz / 440);
}

function nameOf(pitchClass: number): string {
  return NAMES[(pitchClass + NOTES_PER_OCTAVE) % NOTES_PER_OCTAVE] ?? '';
}
