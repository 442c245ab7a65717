/** Finds out whether one channel is clipped. */
export interface ClippingDetector {
  /** Whether the last examined sample may belong to a flat top, so that the next samples must be examined. */
  readonly isOpen: boolean;
  /** Examines every `channels`th sample from index `from` to `to`. Samples below {@link MIN_LEVEL} may be left out. */
  examine(samples: Float32Array, channels: number, from: number, to: number): void;
  /** Returns whether the signal is cut off at full scale, in several places. */
  isClipped(): boolean;
}

/** Magnitude from which a sample can be clipped, relative to full scale: -0.2 dB. */
export const MIN_LEVEL = 0.977;
/** Greatest difference of the samples of a flat top: two steps of 16-bit audio. */
const FLATNESS = 2 ** -14;
/** Smallest fall at one side of a flat top. The top of a pure low tone is flat too, but falls more gently. */
const MIN_EDGE = 16 * FLATNESS;
/** Number of equal samples that make a flat top, and number of flat tops that make a clipped sound. */
const MIN_RUN = 3;
const MIN_TOPS = 3;

/** A run of equal samples near full scale. */
interface Top {
  readonly level: number;
  /** The sample before the run. */
  readonly before: number;
  readonly length: number;
}

/** Creates a detector of flat tops: runs of equal samples near full scale, which the signal enters or leaves steeply. */
export function createClippingDetector(): ClippingDetector {
  let tops = 0;
  let top: Top | null = null;

  /** Ends or continues the present top, or begins one, with a sample near full scale or after a top. */
  function follow(sample: number, before: number): void {
    if (top && Math.abs(sample - top.level) <= FLATNESS) {
      top = { ...top, length: top.length + 1 };
      return;
    }
    if (top && top.length >= MIN_RUN) {
      const edge = Math.max(Math.abs(top.level - top.before), Math.abs(top.level - sample));
      if (edge >= MIN_EDGE) tops++;
    }
    top = Math.abs(sample) >= MIN_LEVEL ? { level: sample, before, length: 1 } : null;
  }

  return {
    get isOpen() {
      return top !== null;
    },
    examine(samples, channels, from, to) {
      for (let i = from; i < to; i += channels) {
        const sample = samples[i] ?? 0;
        if (sample >= MIN_LEVEL || sample <= -MIN_LEVEL || top) follow(sample, samples[i - channels] ?? 0);
      }
    },
    isClipped: () => tops >= MIN_TOPS,
  };
}
