import { createKWeighting } from './k-weighting.ts';

/** Measures the integrated loudness of a stream of samples. */
export interface LoudnessMeter {
  /** Adds samples: an array for each channel, all of the same length. */
  add(channels: readonly Float32Array[]): void;
  /** Returns the loudness in LUFS; null if the sound is silent. */
  finish(): number | null;
}

/** Blocks of four steps of 100 ms begin at every step. */
const STEPS_PER_BLOCK = 4;
const STEPS_PER_SECOND = 10;
/** Loudness of a block up to which it counts as silent, in LUFS; and relative to the mean of the others, in LU. */
const ABSOLUTE_GATE = -70;
const RELATIVE_GATE = -10;

/**
 * Creates a meter of the integrated loudness (ITU-R BS.1770-5, Annex 1).
 * A sound shorter than a block of 400 ms counts as one block, as long as the sound itself. ffmpeg's `ebur128` measures
 * nothing then, and prints -70 LUFS.
 * @param channelWeights weight of the power of each channel (see `channelWeights`)
 */
export function createLoudnessMeter(rate: number, channelWeights: readonly number[]): LoudnessMeter {
  const stepLength = Math.max(1, Math.floor(rate / STEPS_PER_SECOND));
  const filters = channelWeights.map((weight) => ({ weight, energyOf: createKWeighting(rate) }));
  const steps: number[] = [];
  let energy = 0;
  let filled = 0;

  /** Returns the mean square in each block, or in the whole of a sound that is shorter than a block. */
  function blockPowers(): number[] {
    const blocks = steps.length - STEPS_PER_BLOCK + 1;
    if (blocks < 1) return [(sum(steps) + energy) / Math.max(1, steps.length * stepLength + filled)];
    return Array.from(
      { length: blocks },
      (_, start) => sum(steps.slice(start, start + STEPS_PER_BLOCK)) / (STEPS_PER_BLOCK * stepLength),
    );
  }

  return {
    add(channels) {
      const length = channels[0]?.length ?? 0;
      for (let from = 0; from < length; ) {
        const to = Math.min(length, from + stepLength - filled);
        for (const [index, { weight, energyOf }] of filters.entries()) {
          const samples = channels[index];
          if (weight > 0 && samples) energy += weight * energyOf(samples, from, to);
        }
        filled += to - from;
        from = to;
        if (filled < stepLength) continue;
        steps.push(energy);
        [energy, filled] = [0, 0];
      }
    },
    finish() {
      const powers = blockPowers().filter((power) => lufs(power) > ABSOLUTE_GATE);
      if (powers.length === 0) return null;
      const gate = lufs(mean(powers)) + RELATIVE_GATE;
      return lufs(mean(powers.filter((power) => lufs(power) > gate)));
    },
  };
}

/**
 * Returns the weights of the channels of a file by their number, in the order of WAV files. The surround channels weigh
 * 1.41, and the low-frequency channel counts for nothing. Up to 7.1; any further channel weighs 1.
 * @see ITU-R BS.1770-5, Annex 1, Table 3
 */
export function channelWeights(channels: number): readonly number[] {
  const surround = 1.41;
  const layouts: Readonly<Record<number, readonly number[]>> = {
    4: [1, 1, 1, surround],
    5: [1, 1, 1, surround, surround],
    6: [1, 1, 1, 0, surround, surround],
    7: [1, 1, 1, 0, surround, surround, surround],
    8: [1, 1, 1, 0, surround, surround, surround, surround],
  };
  return layouts[channels] ?? new Array<number>(channels).fill(1);
}

/** Converts the weighted sum of the mean squares of the channels to LUFS. */
function lufs(power: number): number {
  return -0.691 + 10 * Math.log10(power);
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
