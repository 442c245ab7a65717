import { CLAP_RATE } from '../pcm.ts';
import { FFT_ORDER, FFT_SIZE, powers, transform } from './fft.ts';
import { allFinite, WINDOW_SAMPLES } from './windows.ts';

/** What CLAP's front end is made of: `preprocessor_config.json` of `clap-htsat-unfused`. A model with other values is refused. */
export const FRONT_END = {
  sampling_rate: CLAP_RATE,
  nb_max_samples: WINDOW_SAMPLES,
  fft_window_size: FFT_SIZE,
  hop_length: 480,
  feature_size: 64,
  frequency_min: 50,
  frequency_max: 14_000,
} as const;

export const MEL_BANDS = FRONT_END.feature_size;
export const MEL_FRAMES = 1 + WINDOW_SAMPLES / FRONT_END.hop_length;

const HALF = FFT_SIZE / 2;
/** Power below this is silence: -100 dB. */
const FLOOR = 1e-10;

const HANN = Float64Array.from({ length: FFT_SIZE }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / FFT_SIZE));
const FILTERS = melFilters();

/**
 * The log-mel spectrogram that CLAP hears, in dB, {@link MEL_FRAMES} frames of {@link MEL_BANDS} bands, row by row.
 * The same numbers as `ClapFeatureExtractor` of Python's transformers (`rand_trunc`: Slaney's mel scale, equal area;
 * centred frames, reflected ends; power; no range limit), tested against it, in half the time of the one in
 * transformers.js, which is what keeps the cost of CLAP close to that of its network alone.
 *
 * @param window {@link WINDOW_SAMPLES} samples at 48 kHz
 * @throws RangeError on another length, or where a sample is not finite
 */
export function logMel(window: Float32Array): Float32Array {
  if (window.length !== WINDOW_SAMPLES)
    throw new RangeError(`CLAP hears ${WINDOW_SAMPLES} samples, not ${window.length}`);
  const out = new Float32Array(MEL_FRAMES * MEL_BANDS);
  const [re, im] = [new Float64Array(FFT_SIZE), new Float64Array(FFT_SIZE)];
  const [even, odd] = [new Float64Array(HALF + 1), new Float64Array(HALF + 1)];
  for (let frame = 0; frame < MEL_FRAMES; frame += 2) {
    loadFrame(window, frame, re);
    loadFrame(window, frame + 1, im);
    transform(re, im);
    powers(re, im, even, odd);
    writeBands(even, out, frame);
    if (frame + 1 < MEL_FRAMES) writeBands(odd, out, frame + 1);
  }
  // A sample that is not finite spreads over the bands of its frame; the quantised network would hide it.
  if (!allFinite(out)) throw new RangeError('CLAP needs finite samples');
  return out;
}

/** A frame centred on its place, mirrored beyond the ends (the end samples themselves not repeated), in the transform's order. */
function loadFrame(window: Float32Array, frame: number, into: Float64Array): void {
  const start = frame * FRONT_END.hop_length - HALF;
  const last = window.length - 1;
  for (let i = 0; i < FFT_SIZE; i++) {
    const at = Math.abs(start + i);
    const sample = window[at > last ? 2 * last - at : at] ?? 0;
    into[FFT_ORDER[i] ?? 0] = sample * (HANN[i] ?? 0);
  }
}

function writeBands(power: Float64Array, out: Float32Array, frame: number): void {
  let at = frame * MEL_BANDS;
  for (const { first, weights } of FILTERS) {
    let sum = 0;
    for (let i = 0; i < weights.length; i++) sum += (weights[i] ?? 0) * (power[first + i] ?? 0);
    out[at++] = 10 * Math.log10(Math.max(FLOOR, sum));
  }
}

/** Triangles of equal area, evenly spaced on Slaney's mel scale (librosa.filters.mel, `htk=False, norm='slaney'`). */
function melFilters(): { first: number; weights: Float64Array }[] {
  const low = hertzToMel(FRONT_END.frequency_min);
  const high = hertzToMel(FRONT_END.frequency_max);
  const edge = (i: number) => melToHertz(low + ((high - low) * i) / (MEL_BANDS + 1));
  return Array.from({ length: MEL_BANDS }, (_, band) => {
    const [from, centre, to] = [edge(band), edge(band + 1), edge(band + 2)];
    const row = Float64Array.from({ length: HALF + 1 }, (_, bin) => {
      const hertz = (bin * CLAP_RATE) / FFT_SIZE;
      const triangle = Math.min((hertz - from) / (centre - from), (to - hertz) / (to - centre));
      return (Math.max(0, triangle) * 2) / (to - from);
    });
    const first = row.findIndex((weight) => weight > 0);
    return { first, weights: row.slice(first, row.findLastIndex((weight) => weight > 0) + 1) };
  });
}

/** Slaney's mel scale: linear to 1 kHz, logarithmic above. */
function hertzToMel(hertz: number): number {
  return hertz < 1000 ? (3 * hertz) / 200 : 15 + (27 * Math.log(hertz / 1000)) / Math.log(6.4);
}

function melToHertz(mel: number): number {
  return mel < 15 ? (200 * mel) / 3 : 1000 * 6.4 ** ((mel - 15) / 27);
}
