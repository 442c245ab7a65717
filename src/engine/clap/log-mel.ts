import { CLAP_RATE } from '../pcm.ts';
import { MAX_HERTZ, MEL_BANDS, MIN_HERTZ, USED_BINS, writeMelBands } from './clap-mel-bank.ts';
import { FFT_SIZE, powers, transformPair } from './fft.ts';
import { allFinite, WINDOW_SAMPLES } from './windows.ts';

/** Settings of CLAP's preprocessing, as in `preprocessor_config.json` of the model. Other settings are rejected. */
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
/** Number of frames in the spectrogram of one window: 1,001. */
export const MEL_FRAMES = 1 + WINDOW_SAMPLES / HOP;

// All calls in a thread share these buffers, which is safe because a call is synchronous.
const edge = new Float32Array(FFT_SIZE + HOP);
const re = new Float64Array(FFT_SIZE);
const im = new Float64Array(FFT_SIZE);
const even = new Float64Array(USED_BINS);
const odd = new Float64Array(USED_BINS);

/**
 * Computes CLAP's input: a log-mel spectrogram in dB.
 * It has {@link MEL_FRAMES} rows (frames) of {@link MEL_BANDS} bands. Tests compare it with `ClapFeatureExtractor` of
 * Python's transformers (`rand_trunc`: Slaney's mel scale, filters of equal area; centered frames, reflected ends;
 * power; no range limit). It takes a fraction of the time of the extractor in transformers.js, so that most of the time
 * of CLAP is that of its network.
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
  // A non-finite sample makes bands NaN or infinite. The quantized network would hide that, so it is rejected here.
  if (!allFinite(out)) throw new RangeError('CLAP needs finite samples');
  return out;
}

/**
 * Transforms the frame that begins at sample `start` and the frame after it.
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
