import { createLevelMeter, type Levels } from '../loudness/level-meter.ts';
import { CLAP_RATE, FEATURE_RATE } from '../pcm.ts';
import { type ChannelEnergies, createChannelEnergies, meanWeights, mixFrames } from './down-mix.ts';
import { type FilterDesign, polyphaseBank } from './polyphase-bank.ts';
import { acquireKernel, releaseKernel } from './resample-kernel.ts';
import { createResampler, resamplerBytes } from './resampler.ts';
import { createSampleBuffer } from './sample-buffer.ts';

/**
 * Filter for the acoustic features, with the cutoff and slope of librosa's default resampler.
 * The filter determines the level near the Nyquist frequency, and so the spectral contrast of the highest band.
 */
const FEATURE_FILTER: FilterDesign = { length: 56, cutoff: 0.89, kaiserBeta: 9 };
/** Filter for CLAP: the default of swresample. */
const CLAP_FILTER: FilterDesign = { length: 32, cutoff: 0.97, kaiserBeta: 9 };

export interface MonoResamplerOptions {
  /** Sample rate of the source in hertz. */
  readonly rate: number;
  readonly channels: number;
  /** How each sample is encoded; by default as a 32-bit float. Integers are signed, and all samples little-endian. */
  readonly encoding?: 'float32' | 'int16' | undefined;
  /** Weight of each channel in the mono mix; by default the mean of the channels. */
  readonly weights?: Float32Array | undefined;
  /** Whether to return samples at 48 kHz for CLAP as well. */
  readonly withClap: boolean;
  /** Whether to measure the levels of the channels. */
  readonly withLevels?: boolean | undefined;
  /** Gets all interleaved samples in pieces, before they are mixed, and may change them in place. */
  readonly onSamples?: ((samples: Float32Array) => void) | undefined;
}

export interface MonoSound {
  readonly feature: Float32Array;
  readonly clap: Float32Array | null;
  readonly energies: ChannelEnergies;
  /** Greatest magnitude of a sample of the source, before `onSamples` changed the samples. */
  readonly peak: number;
  /** Levels of the source, after `onSamples` changed the samples; null if they were not requested. */
  readonly levels: Levels | null;
}

/** Mixes a stream of interleaved samples to mono, and resamples the mix to the rates of the engine. */
export interface MonoResampler {
  /** Adds the bytes of interleaved samples, in pieces of any length. Returns the number of whole frames so far. */
  write(bytes: Uint8Array): number;
  /** Ends the sound. Incomplete frames are dropped. No other method may be called afterwards. */
  finish(): MonoSound;
}

const FLOAT_BYTES = Float32Array.BYTES_PER_ELEMENT;
/** Maximum number of interleaved input samples, and of output samples at 48 kHz, that are processed at a time. */
const MAX_BLOCK_SAMPLES = 2 ** 14;

/** Creates a resampler for one sound. Before and after the sound, the signal is silent. */
export function createMonoResampler(options: MonoResamplerOptions): MonoResampler {
  const { rate, channels, weights = meanWeights(options.channels) } = options;
  const designs = [
    { to: FEATURE_RATE, design: FEATURE_FILTER },
    ...(options.withClap ? [{ to: CLAP_RATE, design: CLAP_FILTER }] : []),
  ];
  const banks = designs.map(({ to, design }) => ({ to, bank: polyphaseBank(rate, to, design) }));
  const history = Math.max(...banks.map(({ bank }) => bank.width));
  const maxFrames = MAX_BLOCK_SAMPLES * Math.min(1 / channels, rate / CLAP_RATE);
  const blockFrames = 4 * Math.max(1, Math.floor(maxFrames / 4));

  const kernel = acquireKernel();
  const layout = createLayout();
  const isInteger = options.encoding === 'int16';
  const sampleBytes = isInteger ? Int16Array.BYTES_PER_ELEMENT : FLOAT_BYTES;
  const sumsAddress = layout.place(12 * FLOAT_BYTES);
  const blockAddress = layout.place(blockFrames * channels * FLOAT_BYTES);
  // Floats arrive in the block itself. Integers are converted into it.
  const inputAddress = isInteger ? layout.place(blockFrames * channels * sampleBytes) : blockAddress;
  const windowAddress = layout.place((history + blockFrames + 8) * FLOAT_BYTES);
  const placed = banks.map(({ to, bank }) => ({ to, bank, address: layout.place(resamplerBytes(bank, blockFrames)) }));
  kernel.reserve(layout.size);
  const outputs = placed.map(({ to, bank, address }) => ({
    to,
    resampler: createResampler(kernel, bank, address, blockFrames),
    samples: createSampleBuffer(),
  }));

  const sums = new Float32Array(kernel.buffer, sumsAddress, 12);
  const block = new Float32Array(kernel.buffer, blockAddress, blockFrames * channels);
  const input = new Uint8Array(kernel.buffer, inputAddress, blockFrames * channels * sampleBytes);
  const window = new Float32Array(kernel.buffer, windowAddress, history + blockFrames + 8);
  const energies = createChannelEnergies(channels);
  const levelMeter = options.withLevels ? createLevelMeter(rate, channels) : null;
  let filled = 0;
  let frames = 0;
  let peak = 0;
  window.fill(0);

  /** Mixes the first `count` frames of the block to mono samples at the end of the window, and resamples the window. */
  function processBlock(count: number): void {
    const padded = Math.ceil(count / 4) * 4;
    input.fill(0, count * channels * sampleBytes, padded * channels * sampleBytes);
    const loudest = isInteger
      ? kernel.fromInt16(inputAddress, blockAddress, padded * channels)
      : kernel.sanitize(blockAddress, padded * channels);
    peak = Math.max(peak, loudest);
    options.onSamples?.(block.subarray(0, count * channels));
    levelMeter?.add(block.subarray(0, count * channels));
    const mono = window.subarray(history);
    if (channels === 1) mono.set(block.subarray(0, count));
    else if (channels === 2) {
      sums.fill(0);
      const [left = 0, right = 0] = weights;
      kernel.mixStereo(blockAddress, mono.byteOffset, padded, left, right, sumsAddress);
      for (const [index, sum] of sums.entries()) {
        // The kernel returns four partial sums of each product, in this order: left-left, right-right, left-right.
        const product = [0, 3, 1][index >> 2] ?? 0;
        energies.products[product] = (energies.products[product] ?? 0) + sum;
      }
    } else mixFrames(block.subarray(0, count * channels), weights, mono, energies);
    frames += count;
    resampleWindow(frames, count);
    filled = 0;
  }

  /** Resamples the window, whose last `added` samples are new, and keeps the end of the window for the next call. */
  function resampleWindow(end: number, added: number): void {
    const signal = { address: windowAddress, first: end - added - history, end };
    for (const { resampler, samples } of outputs) samples.append(resampler.process(signal));
    window.copyWithin(0, added, added + history);
  }

  return {
    write(bytes) {
      for (let rest = bytes; rest.length > 0; ) {
        const piece = rest.subarray(0, input.length - filled);
        input.set(piece, filled);
        filled += piece.length;
        rest = rest.subarray(piece.length);
        if (filled === input.length) processBlock(blockFrames);
      }
      return frames + Math.floor(filled / (channels * sampleBytes));
    },
    finish() {
      processBlock(Math.floor(filled / (channels * sampleBytes)));
      for (let silence = 0; silence < history; silence += blockFrames) {
        window.fill(0, history);
        resampleWindow(frames + silence + blockFrames, blockFrames);
      }
      releaseKernel(kernel);
      const [feature = new Float32Array(), clap = null] = outputs.map(({ to, samples }) =>
        samples.finish(Math.ceil((frames * to) / rate)),
      );
      return { feature, clap, energies, peak, levels: levelMeter?.finish() ?? null };
    },
  };
}

/** Creates a function that assigns consecutive addresses in a memory. Each address is a multiple of 16. */
function createLayout(): { place(bytes: number): number; readonly size: number } {
  let size = 0;
  return {
    place(bytes) {
      const address = size;
      size += Math.ceil(bytes / 16) * 16;
      return address;
    },
    get size() {
      return size;
    },
  };
}
