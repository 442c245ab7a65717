import { kWeighting } from './k-weighting.ts';
import type { LevelKernel } from './level-kernel.ts';

/** Measures the integrated loudness of a stream of interleaved samples in the memory of a kernel. */
export interface LoudnessMeter {
  /** Adds frames that begin at an address in the memory of the kernel. */
  add(address: number, frames: number): void;
  /** Returns the loudness in LUFS; null if the sound is silent. */
  finish(): number | null;
}

/** Blocks of four steps of 100 ms begin at every step. */
const STEPS_PER_BLOCK = 4;
const STEPS_PER_SECOND = 10;
/** Loudness of a block up to which it counts as silent, in LUFS; and relative to the mean of the others, in LU. */
const ABSOLUTE_GATE = -70;
const RELATIVE_GATE = -10;

/** Vectors of the state of two channels (see level-kernel.wat), and where its coefficients, memories and sums begin. */
const STATE_VECTORS = 14;
const MEMORIES = 7;
const SUMS = 13;
/** Two 64-bit floats, one for each channel. */
const LANES = 2;
const DOUBLE_BYTES = Float64Array.BYTES_PER_ELEMENT;
/** Bytes of the kernel's memory for the states of a meter. */
export const LOUDNESS_BYTES = 4 * STATE_VECTORS * LANES * DOUBLE_BYTES;
/** Filter memories below this are set to 0, because a processor computes with the smallest numbers slowly. */
const NEGLIGIBLE = 1e-30;

interface LoudnessOptions {
  readonly rate: number;
  /** Number of channels of the samples; those without a weight are ignored. */
  readonly channels: number;
  /** Weight of the power of each measured channel, at most eight (see {@link channelWeights}). */
  readonly weights: readonly number[];
  /** Start of {@link LOUDNESS_BYTES} bytes in the memory of the kernel. */
  readonly state: number;
}

/**
 * Creates a meter of the integrated loudness (ITU-R BS.1770-5, Annex 1).
 * A sound shorter than a block of 400 ms counts as one block, as long as the sound itself. ffmpeg's `ebur128` measures
 * nothing then, and prints -70 LUFS.
 */
export function createLoudnessMeter(
  kernel: LevelKernel,
  { rate, channels, weights, state }: LoudnessOptions,
): LoudnessMeter {
  const stepLength = Math.max(1, Math.floor(rate / STEPS_PER_SECOND));
  const bytesPerPair = STATE_VECTORS * LANES * DOUBLE_BYTES;
  const pairs = Array.from({ length: Math.ceil(weights.length / LANES) }, (_, pair) => {
    const address = state + pair * bytesPerPair;
    const values = new Float64Array(kernel.buffer, address, STATE_VECTORS * LANES).fill(0);
    for (const [i, coefficient] of kWeighting(rate).entries()) values.fill(coefficient, LANES * i, LANES * (i + 1));
    return { address, values, first: LANES * pair };
  });
  const frameBytes = channels * Float32Array.BYTES_PER_ELEMENT;
  const steps: number[] = [];
  let energy = 0;
  let filled = 0;

  /** Returns the weighted energy of some frames. */
  function energyOf(address: number, frames: number): number {
    let sum = 0;
    for (const { address: at, values, first } of pairs) {
      const from = address + first * Float32Array.BYTES_PER_ELEMENT;
      values.fill(0, SUMS * LANES);
      kernel.filterSquares(from, frameBytes, frames, at);
      for (let i = MEMORIES * LANES; i < SUMS * LANES; i++) if (Math.abs(values[i] ?? 0) < NEGLIGIBLE) values[i] = 0;
      // The second lane of an odd number of channels has the samples of another channel, and no weight.
      for (let lane = 0; lane < LANES; lane++) sum += (weights[first + lane] ?? 0) * (values[SUMS * LANES + lane] ?? 0);
    }
    return sum;
  }

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
    add(address, frames) {
      for (let from = 0; from < frames; ) {
        const count = Math.min(frames - from, stepLength - filled);
        energy += energyOf(address + from * frameBytes, count);
        filled += count;
        from += count;
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
