import { polyphaseBank } from '../resample/polyphase-bank.ts';
import type { LevelKernel } from './level-kernel.ts';

/** Finds the greatest magnitude of the signals that the samples of several channels represent. */
export interface TruePeakMeter {
  /**
   * Writes two numbers for each `length` samples in the memory of the kernel to `out`: their greatest magnitude, and a
   * bound of the signal after them, which is 0 if the peak is much higher. Only if the bound exceeds the peak, the samples
   * must be examined. All addresses are in bytes; `length` is a multiple of 4.
   */
  bound(kernel: LevelKernel, part: PartLayout): void;
  /** Examines the samples of one channel: every `channels`th from index `from` to `to`. */
  examine(samples: Float32Array, channels: number, from: number, to: number): void;
  /** Returns the greatest magnitude, relative to full scale. */
  readonly peak: number;
}

/** Where interleaved samples are in the memory of the kernel, in bytes, and how they are divided into parts. */
interface PartLayout {
  readonly from: number;
  readonly to: number;
  readonly channels: number;
  /** Number of samples in a part. */
  readonly length: number;
  readonly out: number;
}

/** Lowest rate to which the signal is oversampled, in hertz, as in ffmpeg's `ebur128`: fourfold at 48 kHz. */
const MIN_RATE = 192_000;
const MIN_FACTOR = 2;
const DESIGN = { length: 24, cutoff: 1, kaiserBeta: 5 };
/** Number of samples of a channel that must be known before and after a sample that is examined. */
export const NEIGHBORS = polyphaseBank(1, MIN_FACTOR, DESIGN).width / 2;
/** Share of the peak from which a sample is examined: noise exceeds the samples around its peak by up to 4 dB. */
const EXAMINED_SHARE = 0.5;
/** How far a signal may exceed its samples and the estimate halfway, as a factor of its curvature, and of the peak. */
const CURVATURE_MARGIN = 2;
const MARGIN = 1.01;
/** Taps on either side of the point halfway between two samples, for an estimate: a sinc with a Hann window. */
const tap = (x: number) => (Math.sin(Math.PI * x) / (Math.PI * x)) * Math.cos((Math.PI * x) / 6) ** 2;
const [NEAR, NEXT, FAR] = [tap(0.5), tap(1.5), tap(2.5)] as const;

/**
 * Creates a meter of the true peak, which interpolates the signals around their greatest samples.
 * @see ITU-R BS.1770-5, Annex 2
 */
export function createTruePeakMeter(rate: number): TruePeakMeter {
  const factor = Math.max(MIN_FACTOR, Math.ceil(MIN_RATE / rate));
  const bank = polyphaseBank(1, factor, DESIGN);
  let peak = 0;

  /** Returns the magnitude of the signal at a fraction after the sample at index `at`. */
  function magnitude(samples: Float32Array, channels: number, at: number, phase: number): number {
    let sum = 0;
    const start = at - bank.center * channels;
    const row = phase * bank.width;
    for (let tap = 0; tap < bank.width; tap++)
      sum += (bank.rows[row + tap] ?? 0) * (samples[start + tap * channels] ?? 0);
    return Math.abs(sum);
  }

  return {
    bound(kernel, { from, to, channels, length, out }) {
      const stride = channels * Float32Array.BYTES_PER_ELEMENT;
      const threshold = EXAMINED_SHARE * peak;
      kernel.bounds(from, to, length, out, threshold, stride, NEAR, NEXT, FAR, MARGIN, CURVATURE_MARGIN);
    },
    examine(samples, channels, from, to) {
      for (let i = from; i < to; i += channels) {
        const here = samples[i] ?? 0;
        const after = samples[i + channels] ?? 0;
        const level = Math.max(here, -here, after, -after);
        if (level <= EXAMINED_SHARE * peak) continue;
        const halfway =
          NEAR * (here + after) +
          NEXT * ((samples[i - channels] ?? 0) + (samples[i + 2 * channels] ?? 0)) +
          FAR * ((samples[i - 2 * channels] ?? 0) + (samples[i + 3 * channels] ?? 0));
        const curvature = Math.abs(halfway - (here + after) / 2);
        if (MARGIN * Math.max(level, halfway, -halfway) + CURVATURE_MARGIN * curvature <= peak) continue;
        peak = Math.max(peak, level);
        for (let phase = 1; phase < factor; phase++) peak = Math.max(peak, magnitude(samples, channels, i, phase));
      }
    },
    get peak() {
      return peak;
    },
  };
}
