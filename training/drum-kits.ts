import type { SoundfontName } from './soundfonts.ts';

/** A drum kit: the name of a soundfont, and a program on MIDI's drum channel. */
export interface DrumKit {
  readonly name: string;
  readonly soundfont: SoundfontName;
  readonly program: number;
}

/** MIDI channel of drums in General MIDI, counted from 0. */
export const DRUM_CHANNEL = 9;

export const drumKits: readonly DrumKit[] = [
  { name: 'fluid standard', soundfont: 'fluid', program: 0 },
  { name: 'fluid room', soundfont: 'fluid', program: 8 },
  { name: 'fluid power', soundfont: 'fluid', program: 16 },
  { name: 'fluid electronic', soundfont: 'fluid', program: 24 },
  { name: 'fluid tr-808', soundfont: 'fluid', program: 25 },
  { name: 'fluid jazz', soundfont: 'fluid', program: 32 },
  { name: 'fluid brush', soundfont: 'fluid', program: 40 },
  { name: 'fluid orchestra', soundfont: 'fluid', program: 48 },
  { name: 'opl3', soundfont: 'opl3', program: 0 },
  { name: 'csound standard', soundfont: 'csound', program: 0 },
  { name: 'csound tr-808', soundfont: 'csound', program: 25 },
  { name: 'csound jazz', soundfont: 'csound', program: 32 },
  { name: 'csound cm-64', soundfont: 'csound', program: 127 },
  { name: 'musescore marching', soundfont: 'musescore', program: 56 },
  { name: 'black pearl', soundfont: 'blackPearl', program: 0 },
  { name: 'red zeppelin', soundfont: 'redZeppelin', program: 0 },
];

/** Kinds of drum, with the General MIDI notes that play them. */
export const drumNotes: Readonly<Record<string, readonly number[]>> = {
  kick: [35, 36],
  snare: [38, 40],
  rim: [37],
  clap: [39],
  tom: [41, 43, 45, 47, 48, 50],
  closed_hat: [42, 44],
  open_hat: [46],
  crash: [49, 57],
  ride: [51, 59],
  bell: [53],
  china: [52],
  splash: [55],
  tambourine: [54],
  cowbell: [56],
  vibraslap: [58],
  bongo: [60, 61],
  conga: [62, 63, 64],
  timbale: [65, 66],
  agogo: [67, 68],
  shaker: [69, 70],
  whistle: [71, 72],
  guiro: [73, 74],
  claves: [75],
  woodblock: [76, 77],
  cuica: [78, 79],
  triangle: [80, 81],
};

/** Kinds of drum with patterns for the names of sample files. The first matching pattern determines the kind. */
export const drumFileNames: readonly (readonly [string, RegExp])[] = [
  ['rim', /rim|sidestick|^stick/i],
  ['snare', /snare|^sn\d*_|ss-ht|_sn_/i],
  ['kick', /kick|bassdrum|^bd|_bd_|_k_/i],
  ['clap', /clap|snaph/i],
  ['open_hat', /hat.?(open|op|semi)|hihat_?open|ohh|hhat.*open/i],
  ['closed_hat', /hat|chh|^hh|_hh_/i],
  ['bell', /bell/i],
  ['crash', /crash|china|cymbal/i],
  ['splash', /splash/i],
  ['ride', /ride|^rd/i],
  ['tom', /tom|^tm/i],
  ['tambourine', /tambourine/i],
  ['cowbell', /^cb\d?_/i],
  ['conga', /conga/i],
  ['agogo', /agogo/i],
  ['shaker', /shak/i],
  ['claves', /clav/i],
];
