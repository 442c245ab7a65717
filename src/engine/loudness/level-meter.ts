import { createClippingDetector } from './clipping.ts';
import { channelWeights, createLoudnessMeter } from './loudness-meter.ts';
import { createTruePeakMeter } from './true-peak.ts';

/** Levels of a sound as its file has them, before the channels are mixed. */
export interface Levels {
  /** Integrated loudness in LUFS; null if the sound is silent. */
  readonly lufs: number | null;
  /** True peak in dB relative to full scale; null if all samples are 0. */
  readonly truePeakDb: number | null;
  /** Whether a channel is cut off at full scale. */
  readonly clipped: boolean;
}

/** Measures the levels of a stream of interleaved samples. */
export interface LevelMeter {
  /** Adds whole frames of interleaved samples. */
  add(samples: Float32Array): void;
  /** Returns the levels. No other method may be called afterwards. */
  finish(): Levels;
}

/** Maximum number of channels that are measured: the first ones. The limit bounds the cost. */
const MAX_CHANNELS = 8;

export function createLevelMeter(rate: number, channels: number): LevelMeter {
  const measured = Math.min(channels, MAX_CHANNELS);
  const loudness = createLoudnessMeter(rate, channelWeights(measured));
  const meters = Array.from({ length: measured }, () => ({
    peak: createTruePeakMeter(),
    clipping: createClippingDetector(),
    samples: new Float32Array(0),
  }));
  return {
    add(samples) {
      const frames = samples.length / channels;
      for (const [index, meter] of meters.entries()) {
        if (meter.samples.length !== frames) meter.samples = new Float32Array(frames);
        for (let i = 0, at = index; i < frames; i++, at += channels) meter.samples[i] = samples[at] ?? 0;
        meter.peak.add(meter.samples);
        meter.clipping.add(meter.samples);
      }
      loudness.add(meters.map((meter) => meter.samples));
    },
    finish() {
      const peak = Math.max(0, ...meters.map((meter) => meter.peak.finish()));
      return {
        lufs: loudness.finish(),
        truePeakDb: peak > 0 ? 20 * Math.log10(peak) : null,
        clipped: meters.some(({ clipping }) => clipping.isClipped()),
      };
    },
  };
}
