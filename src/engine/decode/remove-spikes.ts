/** Samples up to this magnitude are never spikes. It is 12 dB over full scale, more than mixes and codecs reach. */
export const MIN_SPIKE = 4;
/** Ratio of the smallest spike to the magnitude of the usual samples: 18 dB. */
const MIN_RATIO = 8;
/** Maximum number of spikes: a thousandth of the samples or, in a short sound, 16 and at most a tenth. */
const maxSpikes = (samples: number) => Math.max(samples / 1000, Math.min(16, samples / 10));
/** Samples are counted by magnitude in this number of classes. Each class spans a factor of two. */
const CLASSES = 300;

type Samples = Float32Array | Float64Array;

/**
 * Replaces spikes by zeros, in place: floating-point samples that are damaged, as they are far too large.
 * A single spike would decide the level of the sound, and where the sound begins and ends. A file whose samples are
 * all scaled to another range, such as ±32768, is not changed. Samples that are not finite become zeros too.
 */
export function removeSpikes(samples: Samples): void {
  if (samples.every((sample) => Math.abs(sample) <= MIN_SPIKE)) return;
  const magnitudes = createMagnitudes();
  magnitudes.add(samples);
  zeroAbove(samples, magnitudes.spikeLimit());
}

/** Replaces samples above a magnitude, and samples that are not finite, by zeros, in place. */
export function zeroAbove(samples: Samples, limit: number): void {
  const max = Math.min(limit, Number.MAX_VALUE);
  for (let i = 0; i < samples.length; i++) if (!(Math.abs(samples[i] ?? 0) <= max)) samples[i] = 0;
}

/** Counts the samples of a sound by magnitude, to find out which of them are spikes. */
export interface Magnitudes {
  add(samples: Samples): void;
  /** Returns the magnitude above which samples are spikes. It is at least {@link MIN_SPIKE}. */
  spikeLimit(): number;
}

export function createMagnitudes(): Magnitudes {
  const counts = new Uint32Array(CLASSES);
  let total = 0;
  return {
    add(samples) {
      for (let i = 0; i < samples.length; i++) {
        const magnitude = Math.abs(samples[i] ?? 0);
        if (magnitude === 0 || !Number.isFinite(magnitude)) continue;
        const exponent = Math.floor(Math.log2(magnitude));
        const index = Math.max(0, Math.min(CLASSES - 1, exponent + CLASSES / 2));
        counts[index] = (counts[index] ?? 0) + 1;
        total += 1;
      }
    },
    spikeLimit() {
      let below = 0;
      let usual = 0;
      while (usual < CLASSES && below < total - maxSpikes(total)) below += counts[usual++] ?? 0;
      return Math.max(MIN_SPIKE, MIN_RATIO * 2 ** (usual - CLASSES / 2));
    },
  };
}
