import { CLAP_RATE } from '../pcm.ts';
import { MAX_HERTZ, MEL_BANDS, MIN_HERTZ, USED_BINS, writeMelBands } from './clap-mel-bank.ts';
import { FFT_SIZE, powers, transformPair } from './fft.ts';
import { allFinite, WINDOW_SAMPLES } from './windows.ts';

/**
 * Settings of CLAP's front end, as in `preprocessor_config.json` of `clap-htsat-unfused`.
 * A model with other settings is rejected.
 */
export const FRONT_END = {
  sampling_rate: CLAP_RATE,
  nb_max_samples: WINDOW_SAMPLES,
  fft_window_size: FFT_SIZE,
  hop_length: 480,
  feature_size: MEL_BANDS,
  frequency_min: MIN_HERTZ,
  frequency_max: MAX_HERTZ,
} as const;

const HOP = FRONT_END.hop_length;
const HALF = FFT_SIZE / 2;
/** Number of frames of one window: 1,001. */
export const MEL_FRAMES = 1 + WINDOW_SAMPLES / HOP;

// Buffers are shared by all calls in a thread, which is safe because a call is synchronous.
const edge = new Float32Array(FFT_SIZE + HOP);
const re = new Float64Array(FFT_SIZE);
const im = new Float64Array(FFT_SIZE);
const even = new Float64Array(USED_BINS);
const odd = new Float64Array(USED_BINS);

/**
 * Computes CLAP's input: a log-mel spectrogram in dB.
 * It has {@link MEL_FRAMES} rows (frames) of {@link MEL_BANDS} bands. Tests compare it with `ClapFeatureExtractor` of
 * Python's transformers (`rand_trunc`: Slaney's mel scale, equal area; centered frames, reflected ends; power; no range
 * limit). It takes a fraction of the time of the extractor in transformers.js, so that the cost of CLAP is close to
 * that of its network alone.
 *
 * @param window {@link WINDOW_SAMPLES} samples at 48 kHz
 * @throws RangeError if the length differs or a sample is not finite
 */
export function logMel(window: Float32Array): Float32Array {
  if (window.length !== WINDOW_SAMPLES)
    throw new RangeError(`CLAP takes ${WINDOW_SAMPLES} samples, not ${window.length}`);
  const out = new Float32Array(MEL_FRAMES * MEL_BANDS);
  for (let frame = 0; frame < MEL_FRAMES; frame += 2) {
    transformFrames(window, frame * HOP - HALF);
    powers(re, im, even, odd);
    writeMelBands(even, out, frame * MEL_BANDS);
    if (frame + 1 < MEL_FRAMES) writeMelBands(odd, out, (frame + 1) * MEL_BANDS);
  }
  // A sample that is not finite makes its frame's bands NaN or infinite, which the quantized network would hide.
  if (!allFinite(out)) throw new RangeError('CLAP needs finite samples');
  return out;
}

/**
 * Transforms two frames, the first from `start`.
 * Beyond its ends, the window is mirrored without repeating its end samples.
 */
function transformFrames(window: Float32Array, start: number): void {
  const last = window.length - 1;
  if (start >= 0 && start + edge.length <= window.length) {
    transformPair(window, start, HOP, re, im);
    return;
  }
  for (let i = 0; i < edge.length; i++) {
    const at = Math.abs(start + i);
    edge[i] = window[at > last ? 2 * last - at : at] ?? 0;
  }
  transformPair(edge, 0, HOP, re, im);
}
