/** Finds out whether one channel is clipped. */
export interface ClippingDetector {
  add(samples: Float32Array): void;
  /** Returns whether the signal is cut off at full scale, in several places. */
  isClipped(): boolean;
}

/** Magnitude from which a sample can be clipped, relative to full scale: -0.2 dB. */
const MIN_LEVEL = 0.977;
/** Greatest difference of the samples of a flat top: two steps of 16-bit audio. */
const FLATNESS = 2 ** -14;
/** Smallest fall at one side of a flat top. The top of a pure low tone is flat too, but falls more gently. */
const MIN_EDGE = 16 * FLATNESS;
/** Number of equal samples that make a flat top, and number of flat tops that make a clipped sound. */
const MIN_RUN = 3;
const MIN_TOPS = 3;

/** Creates a detector of flat tops: runs of equal samples near full scale, which the signal enters or leaves steeply. */
export function createClippingDetector(): ClippingDetector {
  let tops = 0;
  let run = 0;
  let level = 0;
  let before = 0;
  let previous = 0;
  return {
    add(samples) {
      for (let i = 0; i < samples.length; i++) {
        const sample = samples[i] ?? 0;
        if (run > 0) {
          if (Math.abs(sample - level) <= FLATNESS) run++;
          else {
            const edge = Math.max(Math.abs(level - before), Math.abs(level - sample));
            if (run >= MIN_RUN && edge >= MIN_EDGE) tops++;
            run = 0;
          }
        }
        if (run === 0 && (sample >= MIN_LEVEL || sample <= -MIN_LEVEL)) {
          run = 1;
          level = sample;
          before = previous;
        }
        previous = sample;
      }
    },
    isClipped: () => tops >= MIN_TOPS,
  };
}
