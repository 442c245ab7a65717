import FFT from 'fft.js';

/** Samples in a frame, as in librosa. */
export const FFT_SIZE = 2048;
/** Samples between frames, as in librosa: 23 ms. */
export const HOP = 512;
/** Frequencies in a spectrum, 0 Hz to half the sample rate. */
export const BINS = FFT_SIZE / 2 + 1;

const WINDOW = Float64Array.from({ length: FFT_SIZE }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / FFT_SIZE));

/** How many frames a signal has: frame `t` is centred on sample `t * HOP`. */
export function frameCount(samples: number): number {
  return 1 + Math.floor(samples / HOP);
}

/**
 * The short-time power spectrum, |X|², one frame at a time: Hann window, centred, zeros beyond the ends
 * (librosa.stft, `center=True, pad_mode='constant'`). Buffers are used again, so `visit` must not keep one.
 */
export function eachPowerSpectrum(signal: Float32Array, visit: (power: Float64Array, frame: number) => void): void {
  // Padded once, so that no frame reads beyond the ends: that would cost more than the transform.
  const padded = new Float64Array(signal.length + FFT_SIZE + HOP);
  padded.set(signal, FFT_SIZE / 2);
  const pair = transform.createComplexArray();
  const spectra = transform.createComplexArray();
  const first = new Float64Array(BINS);
  const second = new Float64Array(BINS);
  const frames = frameCount(signal.length);
  for (let frame = 0; frame < frames; frame += 2) {
    windowPair(padded, frame * HOP, pair);
    transform.transform(spectra, pair);
    splitPowers(spectra, first, second);
    visit(first, frame);
    if (frame + 1 < frames) visit(second, frame + 1);
  }
}

const transform = new FFT(FFT_SIZE);

/** Two frames as the real and the imaginary part of one complex signal: one transform does for both. */
function windowPair(padded: Float64Array, start: number, pair: number[]): void {
  for (let i = 0; i < FFT_SIZE; i++) {
    const weight = WINDOW[i] ?? 0;
    pair[2 * i] = (padded[start + i] ?? 0) * weight;
    pair[2 * i + 1] = (padded[start + HOP + i] ?? 0) * weight;
  }
}

/** A real signal's spectrum is even in its real part and odd in its imaginary: what tells the two frames apart. */
function splitPowers(spectra: readonly number[], first: Float64Array, second: Float64Array): void {
  for (let k = 0; k < BINS; k++) {
    const mirror = (FFT_SIZE - k) % FFT_SIZE;
    const x = spectra[2 * k] ?? 0;
    const y = spectra[2 * k + 1] ?? 0;
    const u = spectra[2 * mirror] ?? 0;
    const v = spectra[2 * mirror + 1] ?? 0;
    first[k] = ((x + u) * (x + u) + (y - v) * (y - v)) / 4;
    second[k] = ((y + v) * (y + v) + (u - x) * (u - x)) / 4;
  }
}
