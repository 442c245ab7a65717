import { createLogBank, LOG_BANDS } from './log-bank.ts';
import { FEATURE_RATE } from './pcm.ts';
import { BINS, createPowerSpectrum, FFT_SIZE } from './spectrum.ts';

/** A spectrogram and a waveform of fixed size, from which pictures of a sound are drawn. */
export interface Sketch {
  readonly seconds: number;
  /**
   * Spectrogram with a logarithmic frequency axis, `SKETCH_COLUMNS x SKETCH_BANDS`: 255 is its maximum, 0 is 60 dB or
   * more below the maximum.
   */
  readonly spectrogram: Uint8Array<ArrayBuffer>;
  /** Envelope of the waveform: {@link SKETCH_PEAKS} absolute peaks, scaled so that the highest is 255. */
  readonly peaks: Uint8Array<ArrayBuffer>;
}

export const SKETCH_COLUMNS = 220;
export const SKETCH_BANDS = LOG_BANDS;
export const SKETCH_PEAKS = 600;

const bank = createLogBank();
const RANGE_DB = 60;
/** Maximum number of spectra computed per column, which bounds the work for a long sound. */
const MAX_FRAMES_PER_COLUMN = 4;
/** Minimum length of the FFT window, in samples, used for the shortest sounds to keep their attacks sharp. */
const MIN_WINDOW = 256;

/** Computes the spectrogram and waveform of a sound at {@link FEATURE_RATE}. Silence gives zeros. */
export function sketchOf(samples: Float32Array): Sketch {
  return { seconds: samples.length / FEATURE_RATE, spectrogram: spectrogramOf(samples), peaks: peaksOf(samples) };
}

function spectrogramOf(samples: Float32Array): Uint8Array<ArrayBuffer> {
  const power = new Float32Array(SKETCH_COLUMNS * SKETCH_BANDS);
  const bands = new Float32Array(SKETCH_BANDS);
  const spectrumAt = createSpectrum(samples);
  const width = samples.length / SKETCH_COLUMNS;
  const frames = Math.max(1, Math.min(MAX_FRAMES_PER_COLUMN, Math.round(width / 512)));
  for (let column = 0; column < SKETCH_COLUMNS; column++) {
    for (let frame = 0; frame < frames; frame++) {
      bank.apply(spectrumAt(Math.round((column + (frame + 0.5) / frames) * width)), bands, 0);
      // The maximum over the spectra of a column, instead of their mean, keeps short clicks visible.
      for (let band = 0; band < SKETCH_BANDS; band++) {
        const at = column * SKETCH_BANDS + band;
        power[at] = Math.max(power[at] ?? 0, bands[band] ?? 0);
      }
    }
  }
  const loudest = power.reduce((a, b) => Math.max(a, b), 0);
  const levels = new Uint8Array(power.length);
  // A signal that is quieter than this is only the dither of a decoder.
  if (loudest < 1e-10) return levels;
  // A loop, because `Uint8Array.from` with a function takes ten times as long.
  for (let i = 0; i < levels.length; i++) {
    const db = 10 * Math.log10(Math.max(power[i] ?? 0, 1e-20) / loudest);
    levels[i] = Math.round(255 * Math.max(0, 1 + db / RANGE_DB));
  }
  return levels;
}

const spectrum = createPowerSpectrum(FFT_SIZE);

/** Creates a function that returns the power spectrum around a sample, in a buffer that each call overwrites. */
function createSpectrum(samples: Float32Array): (centre: number) => Float64Array {
  const size = Math.max(MIN_WINDOW, Math.min(FFT_SIZE, 2 ** Math.round(Math.log2(samples.length / 48 + 1))));
  const hann = Float64Array.from({ length: size }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size));
  const power = new Float64Array(BINS);
  const { samples: windowed } = spectrum;
  windowed.fill(0);
  return (centre) => {
    const start = centre - size / 2;
    // The window is padded with zeros, because reads beyond the array would be slow.
    windowed.fill(0, 0, size);
    const [from, to] = [Math.max(0, -start), Math.min(size, samples.length - start)];
    for (let i = from; i < to; i++) windowed[i] = (samples[start + i] ?? 0) * (hann[i] ?? 0);
    spectrum.write(power, 0);
    return power;
  };
}

function peaksOf(samples: Float32Array): Uint8Array<ArrayBuffer> {
  const peaks = new Float32Array(SKETCH_PEAKS);
  for (let column = 0; column < SKETCH_PEAKS; column++) {
    const from = Math.floor((column * samples.length) / SKETCH_PEAKS);
    const to = Math.max(from + 1, Math.floor(((column + 1) * samples.length) / SKETCH_PEAKS));
    for (let i = from; i < to; i++) peaks[column] = Math.max(peaks[column] ?? 0, Math.abs(samples[i] ?? 0));
  }
  const highest = peaks.reduce((a, b) => Math.max(a, b), 1e-5);
  return Uint8Array.from(peaks, (peak) => Math.round((255 * peak) / highest));
}
