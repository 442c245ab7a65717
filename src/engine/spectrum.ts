import { createPowerSpectrum } from './power-spectrum.ts';

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
  const padded = new Float32Array(signal.length + FFT_SIZE);
  padded.set(signal, FFT_SIZE / 2);
  const frames = frameCount(signal.length);
  for (let frame = 0; frame < frames; frame++) {
    const start = frame * HOP;
    for (let i = 0; i < FFT_SIZE; i++) spectrum.frame[i] = (padded[start + i] ?? 0) * (WINDOW[i] ?? 0);
    spectrum.write(power);
    visit(power, frame);
  }
}

// One for each thread, used from the start to the end of a call that nothing interrupts.
const spectrum = createPowerSpectrum(FFT_SIZE);
const power = new Float64Array(BINS);
