import { fft } from 'fourier-transform';

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
 * (librosa.stft, `center=True, pad_mode='constant'`). One buffer serves every frame, so `visit` must not keep it.
 */
export function eachPowerSpectrum(signal: Float32Array, visit: (power: Float64Array, frame: number) => void): void {
  const windowed = new Float64Array(FFT_SIZE);
  const power = new Float64Array(BINS);
  const transformed: [Float64Array, Float64Array] = [new Float64Array(BINS), new Float64Array(BINS)];
  const [re, im] = transformed;
  const frames = frameCount(signal.length);
  for (let frame = 0; frame < frames; frame++) {
    const start = frame * HOP - FFT_SIZE / 2;
    for (let i = 0; i < FFT_SIZE; i++) windowed[i] = (signal[start + i] ?? 0) * (WINDOW[i] ?? 0);
    fft(windowed, transformed);
    for (let k = 0; k < BINS; k++) {
      const x = re[k] ?? 0;
      const y = im[k] ?? 0;
      power[k] = x * x + y * y;
    }
    visit(power, frame);
  }
}
