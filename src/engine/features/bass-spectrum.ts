import { FEATURE_RATE } from '../pcm.ts';
import { createPowerSpectrum, HOP } from '../spectrum.ts';

/** Factor by which the sample rate is reduced. */
const DECIMATION = 8;
const SIZE = 1024;
const STEP = HOP / DECIMATION;
/** Width of a bin in hertz: 2.7. */
export const BASS_BIN_HERTZ = FEATURE_RATE / DECIMATION / SIZE;
/** Number of bins that are computed: up to 129 Hz. */
const BINS = 48;
/** Gain with which a sine has the same power as in a spectrum of 2048 samples at {@link FEATURE_RATE}. */
const GAIN = 2;
/** Number of consecutive frames that share a spectrum. */
const FRAMES = 2;

/** Impulse response of three moving averages over 8 samples. It is zero at all multiples of the reduced sample rate. */
const TAPS = Float64Array.from(convolve(convolve(box(), box()), box()));

const spectrum = createPowerSpectrum(SIZE);

/**
 * Returns a function that computes the power spectrum of the lowest frequencies around a frame.
 * The resolution is four times that of the other spectra: the signal is decimated to 2,756 Hz, and a spectrum covers 0.37 s
 * (Hann window, zeros beyond either end). Two frames share a spectrum. The caller must not keep the array, because the
 * next spectrum overwrites it.
 */
export function bassSpectra(signal: Float32Array): (frame: number) => Float64Array {
  let slow: Float32Array | undefined;
  let power: Float64Array = new Float64Array(BINS);
  let current = -1;
  return (frame) => {
    const shared = frame - (frame % FRAMES);
    if (shared === current) return power;
    current = shared;
    slow ??= decimate(signal);
    const start = shared * STEP - SIZE / 2;
    spectrum.samples.fill(0);
    spectrum.samples.set(slow.subarray(Math.max(0, start), Math.max(0, start + SIZE)), Math.max(0, -start));
    power = spectrum.hann(0, BINS);
    return power;
  };
}

/** Low-pass filters a signal with {@link TAPS}, amplifies it, and keeps every eighth sample. */
function decimate(signal: Float32Array): Float32Array {
  const out = new Float32Array(Math.ceil(signal.length / DECIMATION));
  const half = TAPS.length >> 1;
  for (let i = 0; i < out.length; i++) {
    const start = i * DECIMATION - half;
    let sum = 0;
    for (let j = 0; j < TAPS.length; j++) sum += (TAPS[j] ?? 0) * (signal[start + j] ?? 0);
    out[i] = GAIN * sum;
  }
  return out;
}

function box(): number[] {
  return Array<number>(DECIMATION).fill(1 / DECIMATION);
}

function convolve(a: readonly number[], b: readonly number[]): number[] {
  return Array.from({ length: a.length + b.length - 1 }, (_, i) =>
    a.reduce((sum, x, j) => sum + x * (b[i - j] ?? 0), 0),
  );
}
