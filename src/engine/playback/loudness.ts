import { CLAP_RATE } from '../pcm.ts';

/**
 * Coefficients of the two filters of the K-weighting at 48 kHz: a high shelf, then a high pass.
 * @see ITU-R BS.1770-5, Annex 1, Tables 1 and 2
 */
const FILTERS = [
  { b: [1.53512485958697, -2.69169618940638, 1.19839281085285], a: [-1.69065929318241, 0.73248077421585] },
  { b: [1, -2, 1], a: [-1.99004745483398, 0.99007225036621] },
] as const;

/** Blocks of 400 ms that begin every 100 ms. */
const BLOCK = 0.4 * CLAP_RATE;
const STEP = 0.1 * CLAP_RATE;
/** Loudness of a block up to which it counts as silent, in LUFS; and relative to the mean of the others, in LU. */
const ABSOLUTE_GATE = -70;
const RELATIVE_GATE = -10;

/**
 * Returns the integrated loudness of mono samples at 48 kHz that both channels of a stereo system play, in LUFS.
 * Returns null if the sound is silent. A sound shorter than a block counts as one block.
 * @see ITU-R BS.1770-5, Annex 1
 */
export function loudnessOf(samples: Float32Array): number | null {
  const powers = blockPowers(samples).filter((power) => lufs(power) > ABSOLUTE_GATE);
  if (powers.length === 0) return null;
  const gate = lufs(mean(powers)) + RELATIVE_GATE;
  return lufs(mean(powers.filter((power) => lufs(power) > gate)));
}

/** Returns the mean square of the weighted samples in each block. */
function blockPowers(samples: Float32Array): number[] {
  const steps = stepEnergies(samples);
  const perBlock = BLOCK / STEP;
  if (samples.length < BLOCK) return [sum(steps) / Math.max(1, samples.length)];
  return steps
    .slice(0, Math.floor(samples.length / STEP) - perBlock + 1)
    .map((_, start) => sum(steps.slice(start, start + perBlock)) / BLOCK);
}

/** Returns the energy of the weighted samples in each step, the last of which may be incomplete. */
function stepEnergies(samples: Float32Array): number[] {
  const energies = new Array<number>(Math.ceil(samples.length / STEP)).fill(0);
  const [shelf, pass] = FILTERS.map(createFilter);
  for (let i = 0; i < samples.length; i++) {
    const weighted = pass?.(shelf?.(samples[i] ?? 0) ?? 0) ?? 0;
    const step = Math.floor(i / STEP);
    energies[step] = (energies[step] ?? 0) + weighted * weighted;
  }
  return energies;
}

/** Returns a biquad filter in transposed direct form II. */
function createFilter({ b: [b0, b1, b2], a: [a1, a2] }: (typeof FILTERS)[number]): (x: number) => number {
  let first = 0;
  let second = 0;
  return (x) => {
    const y = b0 * x + first;
    first = b1 * x - a1 * y + second;
    second = b2 * x - a2 * y;
    return y;
  };
}

/** Converts the mean square of one of two equal channels to LUFS. */
function lufs(power: number): number {
  return -0.691 + 10 * Math.log10(2 * power);
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
