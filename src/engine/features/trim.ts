/** Samples per step of the fine level curve that trimming looks at, 0.7 ms, and steps that a level is taken over: 3 ms. */
const STEP = 16;
const WIDTH = 4;
/** Quieter than this below the loudest step counts as silence, in dB. */
const FLOOR_DB = -45;
/**
 * Steps around one, 23 ms either way, whose mean must be that loud too: a recording's noise that now and then reaches
 * the floor is not the sound, and would make where it begins a matter of chance.
 */
const AROUND = 32;
/** A peak below this is silence whatever surrounds it: half a step of 16-bit audio. */
const INAUDIBLE = 1.5e-5;

/** Where a sound is within a signal. */
export interface Extent {
  /** Its first sample, and the one after its last. */
  readonly from: number;
  readonly to: number;
  /** RMS of its loudest 3 ms. */
  readonly loudest: number;
}

/** The part of a signal between its first and its last sound; null for silence. */
export function extentOf(signal: Float32Array): Extent | null {
  const energies = stepEnergies(signal);
  let loudest = 0;
  for (const energy of energies) if (energy > loudest) loudest = energy;
  const scale = Math.sqrt(loudest);
  if (!(scale > INAUDIBLE)) return null;
  const least = loudest * 10 ** (FLOOR_DB / 10);
  const audible = (energy: number, step: number) => energy > least && meanAround(energies, step) > least;
  const first = energies.findIndex(audible);
  const last = energies.findLastIndex(audible);
  return { from: first * STEP, to: Math.min(signal.length, (last + WIDTH) * STEP), loudest: scale };
}

function meanAround(energies: Float64Array, step: number): number {
  const around = energies.subarray(Math.max(0, step - AROUND), step + AROUND + 1);
  return around.reduce((sum, energy) => sum + energy, 0) / around.length;
}

/** Mean square of the 3 ms that begin with each step; zeros follow the signal. */
function stepEnergies(signal: Float32Array): Float64Array {
  const squares = new Float64Array(Math.ceil(signal.length / STEP));
  for (let i = 0; i < squares.length; i++) {
    const end = Math.min(signal.length, (i + 1) * STEP);
    let sum = 0;
    for (let j = i * STEP; j < end; j++) {
      const x = signal[j] ?? 0;
      sum += x * x;
    }
    squares[i] = sum / (STEP * WIDTH);
  }
  return squares.map((_, i) => {
    let sum = 0;
    for (let k = 0; k < WIDTH; k++) sum += squares[i + k] ?? 0;
    return sum;
  });
}
