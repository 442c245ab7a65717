import type { Random } from './random.ts';

/** A General MIDI instrument that can carry a melody. */
export interface Instrument {
  readonly name: string;
  /** General MIDI program, counted from 0. */
  readonly program: number;
  /** MIDI note number of the C from which melodies for this instrument start. */
  readonly octave: number;
}

/** Families of General MIDI instruments: `[name, program, MIDI note number of a C in the instrument's range]`. */
const families: readonly (readonly (readonly [string, number, number])[])[] = [
  [
    ['piano', 0, 60],
    ['bright_piano', 1, 60],
    ['honky_tonk', 3, 60],
    ['electric_piano', 4, 60],
    ['fm_piano', 5, 60],
    ['harpsichord', 6, 60],
    ['clavinet', 7, 48],
  ],
  [
    ['celesta', 8, 72],
    ['glockenspiel', 9, 84],
    ['music_box', 10, 72],
    ['vibraphone', 11, 60],
    ['marimba', 12, 60],
    ['xylophone', 13, 72],
    ['tubular_bells', 14, 60],
    ['dulcimer', 15, 60],
  ],
  [
    ['drawbar_organ', 16, 60],
    ['rock_organ', 18, 60],
    ['church_organ', 19, 60],
    ['reed_organ', 20, 60],
    ['accordion', 21, 60],
    ['harmonica', 22, 60],
  ],
  [
    ['nylon_guitar', 24, 48],
    ['steel_guitar', 25, 48],
    ['jazz_guitar', 26, 48],
    ['clean_guitar', 27, 48],
    ['muted_guitar', 28, 48],
    ['overdrive', 29, 48],
    ['distortion', 30, 48],
  ],
  [
    ['acoustic_bass', 32, 36],
    ['finger_bass', 33, 36],
    ['slap_bass', 36, 36],
    ['synth_bass', 38, 36],
  ],
  [
    ['violin', 40, 60],
    ['viola', 41, 60],
    ['cello', 42, 48],
    ['pizzicato', 45, 60],
    ['harp', 46, 60],
    ['strings', 48, 60],
    ['synth_strings', 50, 60],
  ],
  [
    ['choir', 52, 60],
    ['voice', 53, 60],
    ['orchestra_hit', 55, 60],
  ],
  [
    ['trumpet', 56, 60],
    ['trombone', 57, 48],
    ['muted_trumpet', 59, 60],
    ['french_horn', 60, 48],
    ['brass', 61, 60],
    ['synth_brass', 62, 60],
  ],
  [
    ['soprano_sax', 64, 60],
    ['alto_sax', 65, 60],
    ['tenor_sax', 66, 48],
    ['oboe', 68, 60],
    ['bassoon', 70, 48],
    ['clarinet', 71, 60],
  ],
  [
    ['piccolo', 72, 72],
    ['flute', 73, 72],
    ['recorder', 74, 72],
    ['pan_flute', 75, 60],
    ['whistle', 78, 72],
    ['ocarina', 79, 72],
  ],
  [
    ['square_lead', 80, 60],
    ['saw_lead', 81, 60],
    ['calliope', 82, 60],
    ['fifths_lead', 86, 48],
  ],
  [
    ['new_age_pad', 88, 60],
    ['warm_pad', 89, 60],
    ['metallic_pad', 93, 60],
    ['crystal', 98, 60],
  ],
  [
    ['sitar', 104, 48],
    ['banjo', 105, 60],
    ['shamisen', 106, 60],
    ['koto', 107, 60],
    ['kalimba', 108, 60],
    ['bagpipe', 109, 60],
    ['fiddle', 110, 60],
    ['steel_drums', 114, 60],
  ],
];

/** Names of instruments whose single notes sound like chords, or have no clear pitch. */
const unclear =
  /orchestra_hit|fifths_lead|crystal|tubular_bells|metallic_pad|honky_tonk|bagpipe|organ|steel_drums|_bass/;

/** Draws `count` instruments, from different families if possible. `plain` excludes instruments without a clear pitch. */
export function drawInstruments(random: Random, count: number, plain = false): Instrument[] {
  const order = random
    .sample(families, families.length)
    .map((family) => random.sample(family, family.length).filter(([name]) => !plain || !unclear.test(name)));
  const rounds = order.flatMap((family) => family.map((instrument, round) => ({ instrument, round })));
  rounds.sort((a, b) => a.round - b.round);
  return rounds.slice(0, count).map(({ instrument: [name, program, octave] }) => ({ name, program, octave }));
}
