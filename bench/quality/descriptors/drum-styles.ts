import { DRUM_CHANNEL } from '../../../training/drum-kits.ts';
import type { Note } from '../../../training/midi.ts';
import type { Random } from '../../../training/random.ts';
import type { LabeledPassage } from './generated-music.ts';

/** A style of drumming: its usual tempi, and how likely each drum sounds at each step of a bar, 0 (`.`) to 1 (`9`). */
interface DrumStyle {
  readonly bpm: readonly [number, number];
  readonly stepsPerBeat: 3 | 4;
  /** Several strings for a drum are alternatives. */
  readonly kick: readonly string[];
  readonly snare: readonly string[];
  readonly hat: readonly string[];
  /** General MIDI notes of the snare and of the hi-hat, or of the drums in their places. */
  readonly snares: readonly number[];
  readonly hats: readonly number[];
}

const SNARES = [38, 38, 40];
const HATS = [42, 42, 42, 44, 51];
const EIGHTHS = ['9.9.9.9.9.9.9.9.', '9.8.9.8.9.8.9.8.'];
const SIXTEENTHS = ['9797979797979797', '9393939393939393'];
const BACKBEAT = ['....9.......9...', '....9..1.1..9..1'];
const usual = { stepsPerBeat: 4, snares: SNARES, hats: HATS } as const;

/** Styles with the tempi at which they are played, from 48 to 180 beats a minute. */
const STYLES: readonly DrumStyle[] = [
  { ...usual, bpm: [90, 150], kick: ['9...1.6.8.3.1...', '9.....5.9.6.....'], snare: BACKBEAT, hat: EIGHTHS },
  {
    ...usual,
    bpm: [48, 84],
    kick: ['9......38.3....2', '9.....5.9.....3.'],
    snare: BACKBEAT,
    hat: [...EIGHTHS, ...SIXTEENTHS],
  },
  { ...usual, bpm: [72, 104], kick: ['9..3...4.38...2.', '9.....3..57...3.'], snare: BACKBEAT, hat: EIGHTHS },
  {
    ...usual,
    bpm: [114, 134],
    kick: ['9...9...9...9...'],
    snare: BACKBEAT,
    hat: ['..9...9...9...9.'],
    hats: [42, 46],
    snares: [38, 39],
  },
  {
    ...usual,
    bpm: [124, 150],
    kick: ['9...9...9...9.2.'],
    snare: ['................', '....8.......8...'],
    hat: ['..9...9...9...9.', '3.9.3.9.3.9.3.9.'],
  },
  { ...usual, bpm: [104, 130], kick: ['9...9...9...9...'], snare: BACKBEAT, hat: ['9.999.999.999.99'] },
  {
    ...usual,
    bpm: [88, 120],
    kick: ['9.5....3.38..3..', '9..5..3...9..2..'],
    snare: ['....9..3.3..9..3'],
    hat: SIXTEENTHS,
  },
  { ...usual, bpm: [160, 180], kick: ['9.........9.....', '9.......3.9.....'], snare: BACKBEAT, hat: EIGHTHS },
  {
    ...usual,
    bpm: [120, 176],
    kick: ['9.9.......99....', '9.9.....2.9..3..'],
    snare: ['....9..4.4..9..4'],
    hat: EIGHTHS,
  },
  {
    ...usual,
    bpm: [130, 170],
    kick: ['9.....4...5..3..', '9..3..5.....3...'],
    snare: ['........9.......'],
    hat: ['9.9.9.9.9.9.9.99'],
    snares: [38, 39],
  },
  {
    ...usual,
    bpm: [60, 96],
    kick: ['........9.......', '9.......9.......'],
    snare: ['........9.......'],
    hat: ['9.779.779.779.77', ...EIGHTHS],
    snares: [37, 38],
  },
  { ...usual, bpm: [100, 150], kick: ['9..79..79..79..7'], snare: ['9..9..9...9..9..'], hat: EIGHTHS, snares: [37] },
  {
    ...usual,
    bpm: [84, 130],
    kick: ['5..79..75..79..7'],
    snare: ['9.99.99.9.99.9.9'],
    hat: SIXTEENTHS,
    snares: [68, 38],
    hats: [70, 54],
  },
  {
    ...usual,
    bpm: [86, 124],
    kick: ['9.......5.......', '................'],
    snare: ['6.3.6.993.6.6.99'],
    hat: ['9593959395939593'],
    snares: [63, 62, 64],
    hats: [70, 69],
  },
  { ...usual, bpm: [100, 128], kick: ['9...9...9...9...'], snare: ['9.999.999.9.9999'], hat: ['................'] },
  {
    ...usual,
    bpm: [108, 136],
    kick: ['9.....9...9.....', '9..9......9..3..'],
    snare: BACKBEAT,
    hat: SIXTEENTHS,
    snares: [38, 39],
  },
  {
    ...usual,
    bpm: [140, 180],
    kick: ['9...5.5.9...5.5.', '9...3...9.9.....'],
    snare: BACKBEAT,
    hat: ['9.9.9.9.9.9.9.9.', '9...9...9...9...'],
    hats: [42, 49, 51],
  },
  {
    ...usual,
    bpm: [90, 140],
    kick: ['9.9.9.9.9.9.9.9.', '9999999999999999'],
    snare: ['....9.......9...'],
    hat: ['9...9...9...9...'],
    hats: [49, 51, 42],
  },
  {
    ...usual,
    stepsPerBeat: 3,
    bpm: [100, 180],
    kick: ['5........2..', '3..2..3..2..'],
    snare: ['..1.....2...'],
    hat: ['9..9.99..9.9'],
    hats: [51, 51, 42],
  },
  {
    ...usual,
    stepsPerBeat: 3,
    bpm: [84, 144],
    kick: ['9....39.....', '9....29..2..'],
    snare: ['...9.....9..'],
    hat: ['9.99.99.99.9'],
  },
  {
    ...usual,
    stepsPerBeat: 3,
    bpm: [48, 80],
    kick: ['9....39.....', '9....29..2.3'],
    snare: ['...9.....9..'],
    hat: ['999999999999'],
  },
  {
    ...usual,
    bpm: [84, 180],
    kick: ['9...........'],
    snare: ['....9...9...', '........9...'],
    hat: ['9...9...9...', '9.3.9.3.9.3.'],
  },
];

const KICKS = [36, 35];
/** Greatest delay of every second step, as a share of a step: a third is the swing of triplets. */
const MAX_SWING = 0.3;
const FILLS = [38, 45, 47, 50];

/** Draws drum loops of whole beats in many styles, each at a tempo that is usual for its style. */
export function drawStyledLoops(random: Random, count: number): LabeledPassage[] {
  return Array.from({ length: count }, (_, index) => {
    const style = STYLES[index % STYLES.length] ?? random.pick(STYLES);
    const bpm = random.whole(...style.bpm);
    const kick = random.pick(style.kick);
    const bars = random.pick(bpm < 70 ? [1, 1, 2] : [1, 2, 2, 2, 4, 4]);
    const seconds = ((kick.length / style.stepsPerBeat) * bars * 60) / bpm;
    const program = random.pick([0, 0, 8, 16, 24, 25, 32, 40]);
    const notes = playStyle(style, { bpm, bars, kick }, random);
    return { passage: { notes, programs: [{ channel: DRUM_CHANNEL, program }], seconds }, bpm, key: null };
  });
}

interface Take {
  readonly bpm: number;
  readonly bars: number;
  readonly kick: string;
}

function playStyle(style: DrumStyle, { bpm, bars, kick }: Take, random: Random): Note[] {
  const step = 60 / bpm / style.stepsPerBeat;
  const swing = style.stepsPerBeat === 4 && random.chance(0.3) ? random.uniform(0, MAX_SWING) : 0;
  const looseness = random.pick([0, 0.003, 0.006]);
  const lines: (readonly [number, string])[] = [
    [random.pick(KICKS), kick],
    [random.pick(style.snares), random.pick(style.snare)],
    [random.pick(style.hats), random.pick(style.hat)],
  ];
  const played = lines.filter(([, line], i) => i !== 2 || random.chance(0.9) || /^\.*$/.test(line));
  const hasFill = bars > 1 && random.chance(0.3);
  const steps = bars * kick.length;
  const notes: Note[] = [];
  const strike = (pitch: number, at: number, velocity: number) => {
    const start = Math.max(0, (at + (at % 2 === 1 ? swing : 0)) * step + looseness * random.normal());
    notes.push({ start, seconds: step, channel: DRUM_CHANNEL, pitch, velocity: Math.round(velocity) });
  };
  // One bar is drawn and repeated, with few changes, as most loops are.
  for (const [pitch, line] of played) {
    const bar = Array.from(line, (mark) => random.chance(Number(mark.replace('.', '0')) / 9));
    for (let at = 0; at < steps; at++) {
      const here = at % line.length;
      const isFill = hasFill && at >= steps - style.stepsPerBeat * 2;
      const isChanged = random.chance(0.02) && line[here] !== '9';
      if (isFill || bar[here] === isChanged) continue;
      const accent = here % style.stepsPerBeat === 0 ? 105 : 88;
      strike(pitch, at, Math.min(127, accent + 6 * random.normal()));
    }
  }
  if (hasFill)
    for (let at = steps - style.stepsPerBeat * 2; at < steps; at++)
      if (random.chance(0.75)) strike(random.pick(FILLS), at, random.uniform(75, 115));
  return notes;
}
