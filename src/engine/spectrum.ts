import { createPowerSpectrum } from './power-spectrum.ts';

/** Samples in a frame, as in librosa. */
export const FFT_SIZE = 2048;
/** Samples between frames, as in librosa: 23 ms. */
export const HOP = 512;
/** Frequencies in a spectrum, 0 Hz to half the sample rate. */
export const BINS = FFT_SIZE / 2 + 1;

/** How many frames a signal has: frame `t` is centred on sample `t * HOP`. */
export function frameCount(samples: number): number {
  return 1 + Math.floor(samples / HOP);
}

/** Frames whose samples are copied at a time. */
const BLOCK = 64;
// One for each thread, used from the start to the end of a call that nothing interrupts.
const spectrum = createPowerSpectrum(FFT_SIZE, (BLOCK - 1) * HOP + FFT_SIZE);
const power = new Float64Array(BINS);

/**
 * The short-time power spectrum, |X|², one frame at a time: Hann window, centred, zeros beyond the ends
 * (librosa.stft, `center=True, pad_mode='constant'`). The buffer is used again, so `visit` must not keep it.
 */
export function eachPowerSpectrum(signal: Float32Array, visit: (power: Float64Array, frame: number) => void): void {
  const frames = frameCount(signal.length);
  for (let block = 0; block < frames; block += BLOCK) {
    copyFrom(signal, block * HOP - FFT_SIZE / 2);
    for (let frame = block; frame < Math.min(frames, block + BLOCK); frame++) {
      spectrum.writeHann(power, (frame - block) * HOP);
      visit(power, frame);
    }
  }
}

/** Fills the samples to be transformed from `start` on, with zeros where the signal is not. */
function copyFrom(signal: Float32Array, start: number): void {
  const { samples } = spectrum;
  samples.fill(0);
  samples.set(signal.subarray(Math.max(0, start), Math.max(0, start + samples.length)), Math.max(0, -start));
}
