import { createClippingDetector, MIN_LEVEL } from './clipping.ts';
import { acquireLevelKernel, releaseLevelKernel } from './level-kernel.ts';
import { channelWeights, createLoudnessMeter, LOUDNESS_BYTES } from './loudness-meter.ts';
import { createTruePeakMeter, NEIGHBORS } from './true-peak.ts';

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
const FLOAT_BYTES = Float32Array.BYTES_PER_ELEMENT;
/** Maximum number of interleaved samples that are measured at a time. */
const BLOCK_SAMPLES = 2 ** 14;
/** Number of frames whose greatest magnitude decides whether they are examined; a multiple of 4. */
const PART_FRAMES = 32;

/**
 * Creates a meter of the levels of a sound.
 * @param weights weight of the power of each channel in the loudness, of at most {@link MAX_CHANNELS} channels
 */
export function createLevelMeter(
  rate: number,
  fileChannels: number,
  weights = channelWeights(Math.min(fileChannels, MAX_CHANNELS)),
): LevelMeter {
  const kernel = acquireLevelKernel();
  const channels = weights.length;
  const blockFrames = Math.max(1, Math.floor(BLOCK_SAMPLES / channels));
  const partSamples = PART_FRAMES * channels;
  const history = 2 * NEIGHBORS * channels;
  // The greatest magnitude of each part, and a bound of its true peak.
  const bounds = new Float32Array(kernel.buffer, LOUDNESS_BYTES, 4 * Math.ceil(blockFrames / PART_FRAMES / 2));
  const windowAddress = LOUDNESS_BYTES + bounds.byteLength;
  // The frames before a block, the block itself, and space for its last part.
  const window = new Float32Array(kernel.buffer, windowAddress, history + blockFrames * channels + partSamples).fill(0);
  const loudness = createLoudnessMeter(kernel, { rate, channels, weights, state: 0 });
  const truePeak = createTruePeakMeter(rate);
  const detectors = weights.map(() => createClippingDetector());
  /** Whether the last examined samples of a channel may belong to a flat top. */
  let isOpen = false;

  /** Measures frames that were written to the window after the frames before. */
  function measure(frames: number): void {
    const length = frames * channels;
    // Samples are examined once their neighbors on both sides are known.
    const first = history / 2;
    const start = windowAddress + first * FLOAT_BYTES;
    window.fill(0, history + length, history + length + partSamples);
    const to = start + length * FLOAT_BYTES;
    truePeak.bound(kernel, { from: start, to, channels, length: partSamples, out: bounds.byteOffset });
    for (let part = 0; part * partSamples < length; part++) {
      const from = first + part * partSamples;
      const to = Math.min(first + length, from + partSamples);
      const isHigh = (bounds[2 * part + 1] ?? 0) > truePeak.peak;
      const isFull = (bounds[2 * part] ?? 0) >= MIN_LEVEL;
      if (!isHigh && !isFull && !isOpen) continue;
      isOpen = false;
      for (let channel = 0; channel < detectors.length; channel++) {
        const detector = detectors[channel];
        if (isHigh) truePeak.examine(window, channels, from + channel, to);
        if (isFull || detector?.isOpen) detector?.examine(window, channels, from + channel, to);
        isOpen ||= detector?.isOpen ?? false;
      }
    }
    window.copyWithin(0, length, history + length);
  }

  return {
    add(samples) {
      for (let at = 0; at < samples.length; at += blockFrames * fileChannels) {
        const block = samples.subarray(at, at + blockFrames * fileChannels);
        const frames = block.length / fileChannels;
        if (channels === fileChannels) window.set(block, history);
        else copyChannels(block, fileChannels, window.subarray(history), channels);
        loudness.add(windowAddress + history * FLOAT_BYTES, frames);
        measure(frames);
      }
    },
    finish() {
      window.fill(0, history);
      for (let silent = 0; silent < 2 * NEIGHBORS; silent += blockFrames) measure(blockFrames);
      const { peak } = truePeak;
      const lufs = loudness.finish();
      releaseLevelKernel(kernel);
      return {
        lufs,
        truePeakDb: peak > 0 ? 20 * Math.log10(peak) : null,
        clipped: detectors.some((detector) => detector.isClipped()),
      };
    },
  };
}

/** Copies the first channels of interleaved samples. */
function copyChannels(samples: Float32Array, from: number, out: Float32Array, channels: number): void {
  for (let frame = 0; frame * from < samples.length; frame++)
    for (let c = 0; c < channels; c++) out[frame * channels + c] = samples[frame * from + c] ?? 0;
}
