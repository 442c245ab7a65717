/** Samples per step of the fine level curve that trimming looks at: 3 ms. */
const STEP = 64;
/** Quieter than this below the loudest step counts as silence, in dB. */
const FLOOR_DB = -45;
/** A peak below this is silence whatever surrounds it: half a step of 16-bit audio. */
const INAUDIBLE = 1.5e-5;

/**
 * The part of a signal between its first and its last sound, scaled so that its loudest 3 ms have an RMS of 1.
 * Makes everything after it deaf to gain and to silence around the sound.
 * @returns the trimmed, scaled copy and the gain that was undone; null for silence.
 */
export function trimmed(signal: Float32Array): { signal: Float32Array; loudest: number } | null {
  const energies = stepEnergies(signal);
  let loudest = 0;
  for (const energy of energies) if (energy > loudest) loudest = energy;
  const scale = Math.sqrt(loudest);
  if (!(scale > INAUDIBLE)) return null;
  const least = loudest * 10 ** (FLOOR_DB / 10);
  const first = energies.findIndex((energy) => energy > least);
  const last = energies.findLastIndex((energy) => energy > least);
  const kept = signal.slice(first * STEP, (last + 1) * STEP);
  for (let i = 0; i < kept.length; i++) kept[i] = (kept[i] ?? 0) / scale;
  return { signal: kept, loudest: scale };
}

/** Mean square of each step; the last step may be short. */
function stepEnergies(signal: Float32Array): Float64Array {
  const energies = new Float64Array(Math.ceil(signal.length / STEP));
  for (let i = 0; i < energies.length; i++) {
    const end = Math.min(signal.length, (i + 1) * STEP);
    let sum = 0;
    for (let j = i * STEP; j < end; j++) {
      const x = signal[j] ?? 0;
      sum += x * x;
    }
    energies[i] = sum / STEP;
  }
  return energies;
}
