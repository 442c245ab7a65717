import { CLAP_RATE } from '../pcm.ts';
import { FFT_SIZE, powers, transformPair } from './fft.ts';
import { BINS_HEARD, HIGHEST, LOWEST, MEL_BANDS, writeMelBands } from './mel-bank.ts';
import { allFinite, WINDOW_SAMPLES } from './windows.ts';

/** What CLAP's front end is made of: `preprocessor_config.json` of `clap-htsat-unfused`. A model with other values is refused. */
export const FRONT_END = {
  sampling_rate: CLAP_RATE,
  nb_max_samples: WINDOW_SAMPLES,
  fft_window_size: FFT_SIZE,
  hop_length: 480,
  feature_size: MEL_BANDS,
  frequency_min: LOWEST,
  frequency_max: HIGHEST,
} as const;

const HOP = FRONT_END.hop_length;
const HALF = FFT_SIZE / 2;
export const MEL_FRAMES = 1 + WINDOW_SAMPLES / HOP;

// One set of buffers for each thread, used from the start to the end of a call that nothing interrupts.
const edge = new Float32Array(FFT_SIZE + HOP);
const re = new Float64Array(FFT_SIZE);
const im = new Float64Array(FFT_SIZE);
const even = new Float64Array(BINS_HEARD);
const odd = new Float64Array(BINS_HEARD);

/**
 * The log-mel spectrogram that CLAP hears, in dB, {@link MEL_FRAMES} frames of {@link MEL_BANDS} bands, row by row.
 * The same numbers as `ClapFeatureExtractor` of Python's transformers (`rand_trunc`: Slaney's mel scale, equal area;
 * centred frames, reflected ends; power; no range limit), tested against it, in a fraction of the time of the one in
 * transformers.js, which is what keeps the cost of CLAP close to that of its network alone.
 *
 * @param window {@link WINDOW_SAMPLES} samples at 48 kHz
 * @throws RangeError on another length, or where a sample is not finite
 */
export function logMel(window: Float32Array): Float32Array {
  if (window.length !== WINDOW_SAMPLES)
    throw new RangeError(`CLAP hears ${WINDOW_SAMPLES} samples, not ${window.length}`);
  const out = new Float32Array(MEL_FRAMES * MEL_BANDS);
  for (let frame = 0; frame < MEL_FRAMES; frame += 2) {
    transformFrames(window, frame * HOP - HALF);
    powers(re, im, even, odd);
    writeMelBands(even, out, frame * MEL_BANDS);
    if (frame + 1 < MEL_FRAMES) writeMelBands(odd, out, (frame + 1) * MEL_BANDS);
  }
  // A sample that is not finite spreads over the bands of its frame; the quantised network would hide it.
  if (!allFinite(out)) throw new RangeError('CLAP needs finite samples');
  return out;
}

/** Two frames, the first from `start` on; where they reach beyond the window, it is mirrored, its end samples not repeated. */
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
