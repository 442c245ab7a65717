import load from '@echogarden/pffft-wasm/simd';
import { createAnalysisKernel } from './analysis-kernel.ts';

// PFFFT is compiled once per thread, before any importer of this module runs.
const pffft = await load();

/** Number of samples in a frame (`n_fft` in librosa). */
export const FFT_SIZE = 2048;
/** Number of samples between frames (`hop_length` in librosa): 23 ms. */
export const HOP = 512;
/** Number of bins in a spectrum, from 0 Hz to half the sample rate. */
export const BINS = FFT_SIZE / 2 + 1;

/** Returns the number of frames of a signal. Frame `t` is centred on sample `t * HOP`. */
export function frameCount(samples: number): number {
  return 1 + Math.floor(samples / HOP);
}

/** Computes power spectra of a real signal: |X|² of the unnormalized DFT, bins 0..N/2. */
export interface PowerSpectrum {
  /** Input buffer, which the caller fills with the signal. */
  readonly samples: Float32Array;
  /** Writes the power spectrum of the samples from index `start`, a multiple of 4, to `power`. */
  write(power: Float64Array, start: number): void;
  /**
   * Like `write`, but applies a periodic Hann window first, and returns the powers of the first `bins` bins (all bins by
   * default). The next call overwrites the returned array.
   */
  hann(start: number, bins?: number): Float64Array;
}

/**
 * Creates a real FFT of `size` samples by PFFFT (Pommier) in single precision.
 * Rounding errors are 130 dB below the loudest bin. Fixed-width SIMD gives the same bits on every machine. The memory
 * of the FFT is never freed, so create only one per thread.
 * @param size a multiple of 32, at most 2048
 * @param capacity number of samples in the buffer
 */
export function createPowerSpectrum(size: number, capacity = size): PowerSpectrum {
  const setup = pffft._pffft_new_setup(size, 0);
  const bytes = Float32Array.BYTES_PER_ELEMENT;
  const input = pffft._pffft_aligned_malloc(capacity * bytes);
  const output = pffft._pffft_aligned_malloc(size * bytes);
  const work = pffft._pffft_aligned_malloc(size * bytes);
  const spectrum = new Float32Array(pffft.HEAPF32.buffer, output, size);
  const half = size / 2;
  const kernel = createAnalysisKernel();
  // Bins -1 to N/2 + 2 as pairs (re, im), then the powers of bins 0 to N/2 + 1.
  const complex = new Float32Array(kernel.buffer, 0, size + 8);
  const powers = new Float64Array(kernel.buffer, complex.byteLength, half + 2);
  return {
    samples: new Float32Array(pffft.HEAPF32.buffer, input, capacity),
    write(power, start) {
      pffft._pffft_transform_ordered(setup, input + start * bytes, output, work, 0);
      power[0] = (spectrum[0] ?? 0) ** 2;
      power[half] = (spectrum[1] ?? 0) ** 2;
      for (let k = 1; k < half; k++) power[k] = (spectrum[2 * k] ?? 0) ** 2 + (spectrum[2 * k + 1] ?? 0) ** 2;
    },
    hann(start, bins = half + 1) {
      pffft._pffft_transform_ordered(setup, input + start * bytes, output, work, 0);
      complex.set(spectrum, 2);
      // The spectrum of a real signal is symmetric: bins -1 and N/2 + 1 are the conjugates of bins 1 and N/2 - 1. PFFFT
      // stores the real bin N/2 in the place of the imaginary part of bin 0, which is 0.
      complex[0] = spectrum[2] ?? 0;
      complex[1] = -(spectrum[3] ?? 0);
      complex[3] = 0;
      complex[size + 2] = spectrum[1] ?? 0;
      complex[size + 3] = 0;
      complex[size + 4] = spectrum[size - 2] ?? 0;
      complex[size + 5] = -(spectrum[size - 1] ?? 0);
      kernel.hannPower(complex.byteOffset, powers.byteOffset, 2 * Math.ceil(bins / 2));
      return powers.subarray(0, bins);
    },
  };
}

/** Number of frames whose samples are copied to the FFT's buffer at a time. */
const BLOCK = 64;
// All calls in a thread share these buffers, which is safe because a call is synchronous.
const spectrum = createPowerSpectrum(FFT_SIZE, (BLOCK - 1) * HOP + FFT_SIZE);

/**
 * Computes the short-time power spectrum of a signal, and calls `visit` with each frame.
 * Hann window, centred, padded with zeros (librosa.stft, `center=True, pad_mode='constant'`). `visit` must not keep
 * the array, because the next frame overwrites it.
 */
export function eachPowerSpectrum(signal: Float32Array, visit: (power: Float64Array, frame: number) => void): void {
  const frames = frameCount(signal.length);
  for (let block = 0; block < frames; block += BLOCK) {
    copyFrom(signal, block * HOP - FFT_SIZE / 2);
    for (let frame = block; frame < Math.min(frames, block + BLOCK); frame++) {
      visit(spectrum.hann((frame - block) * HOP), frame);
    }
  }
}

/** Copies the signal from sample `start` on to the FFT's buffer. Writes zeros beyond either end of the signal. */
function copyFrom(signal: Float32Array, start: number): void {
  const { samples } = spectrum;
  samples.fill(0);
  samples.set(signal.subarray(Math.max(0, start), Math.max(0, start + samples.length)), Math.max(0, -start));
}
