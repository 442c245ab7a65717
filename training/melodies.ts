import type { Random } from './random.ts';

export interface Melody {
  readonly name: string;
  /** Pitches in semitones above the C of the instrument's range, 0 to about 24. */
  readonly pitches: readonly number[];
}

const noteNames = ['c', 'cs', 'd', 'eb', 'e', 'f', 'fs', 'g', 'gs', 'a', 'bb', 'b'];

/** Notes of musical scales, in semitones above the tonic. */
const scales = {
  major: [0, 2, 4, 5, 7, 9, 11],
  minor: [0, 2, 3, 5, 7, 8, 10],
  dorian: [0, 2, 3, 5, 7, 9, 10],
  phrygian: [0, 1, 3, 5, 7, 8, 10],
  lydian: [0, 2, 4, 6, 7, 9, 11],
  mixolydian: [0, 2, 4, 5, 7, 9, 10],
  harmonic: [0, 2, 3, 5, 7, 8, 11],
  blues: [0, 3, 5, 6, 7, 10],
  pentatonic: [0, 2, 4, 7, 9],
  minor_pentatonic: [0, 3, 5, 7, 10],
  whole_tone: [0, 2, 4, 6, 8, 10],
  gypsy: [0, 1, 4, 5, 7, 8, 11],
} as const;

const scaleNames = Object.keys(scales) as (keyof typeof scales)[];

/** Converts a step of a scale to semitones. The step may be in a higher or lower octave. */
export function scalePitch(scale: readonly number[], step: number): number {
  const octave = Math.floor(step / scale.length);
  return 12 * octave + (scale[step - octave * scale.length] ?? 0);
}

/** Draws a random walk over the scale: starts at the tonic, moves mostly by small steps, stays within about an octave. */
function drawSteps(random: Random, length: number, scaleLength: number): number[] {
  const steps = [0];
  let step = 0;
  while (steps.length < length) {
    const leap = random.pick([-3, -2, -2, -1, -1, -1, 0, 1, 1, 1, 2, 2, 3, 4]);
    step = Math.max(-2, Math.min(scaleLength + 2, step + leap));
    steps.push(step);
  }
  return steps;
}

/** Draws `count` melodies with different tonics, with `length` notes each, by default 6 to 10. */
export function drawMelodies(random: Random, count: number, length?: number): Melody[] {
  return random.sample([...noteNames.keys()], count).map((tonic) => {
    const scaleName = random.pick(scaleNames);
    const scale: readonly number[] = scales[scaleName];
    const steps = drawSteps(random, length ?? random.whole(6, 10), scale.length);
    return {
      name: `${noteNames[tonic] ?? ''}_${scaleName}`,
      pitches: steps.map((step) => tonic + scalePitch(scale, step)),
    };
  });
}
