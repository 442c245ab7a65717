import { FEATURE_RATE } from '../../pcm.ts';
import { realFft } from '../../recordings/real-fft.ts';

/** MIDI number of the lowest semitone whose salience is computed, and number of semitones (C2 to D#7). */
export const LOWEST_PITCH = 36;
export const PITCHES = 64;
/** Number of samples of a spectrum: 186 ms. */
export const HARMONIC_FRAME = 4096;

const BIN_HERTZ = FEATURE_RATE / HARMONIC_FRAME;
const BINS_PER_SEMITONE = 3;
const FINE_BINS = PITCHES * BINS_PER_SEMITONE;
/** Minimum power of a spectral peak relative to the strongest of its frame: -40 dB. */
const MIN_PEAK = 1e-4;
const HARMONICS = 8;
const HARMONIC_DECAY = 0.7;
const [FIRST_BIN, LAST_BIN] = [Math.floor(60 / BIN_HERTZ), Math.ceil(5000 / BIN_HERTZ)];

const WINDOW = Float32Array.from(
  { length: HARMONIC_FRAME },
  (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / HARMONIC_FRAME),
);
/** Distance in thirds of a semitone from each harmonic to its fundamental, and weight of the harmonic. */
const HARMONIC_STEPS = Float64Array.from({ length: HARMONICS }, (_, i) => 12 * BINS_PER_SEMITONE * Math.log2(i + 1));
const HARMONIC_WEIGHTS = Float64Array.from({ length: HARMONICS }, (_, i) => HARMONIC_DECAY ** i);

/** How clearly each semitone sounds in a frame. The next frame overwrites the saliences. */
export interface HarmonicSums {
  /** Salience of each semitone from {@link LOWEST_PITCH} on; the unit depends on the frame. */
  readonly saliences: Float32Array;
  /** Power of the strongest spectral peak. */
  readonly strongest: number;
}

/**
 * Returns a function that sums the harmonics of each semitone in the {@link HARMONIC_FRAME} samples from `start` on, at
 * {@link FEATURE_RATE}: harmonic summation of spectral peaks (Klapuri 2006; Salamon and Gómez 2012).
 */
export function harmonicSummation(): (samples: Float32Array, start: number) => HarmonicSums {
  const fft = realFft(HARMONIC_FRAME);
  const frame = new Float32Array(HARMONIC_FRAME);
  const powers = new Float32Array(LAST_BIN + 2);
  const fine = new Float32Array(FINE_BINS);
  const saliences = new Float32Array(PITCHES);
  return (samples, start) => {
    for (let i = 0; i < HARMONIC_FRAME; i++) frame[i] = (samples[start + i] ?? 0) * (WINDOW[i] ?? 0);
    const spectrum = fft.forward(frame);
    for (let k = FIRST_BIN - 1; k < powers.length; k++)
      powers[k] = (spectrum[2 * k] ?? 0) ** 2 + (spectrum[2 * k + 1] ?? 0) ** 2;
    fine.fill(0);
    const strongest = addHarmonics(powers, fine);
    for (let pitch = 0; pitch < PITCHES; pitch++) {
      const at = pitch * BINS_PER_SEMITONE;
      saliences[pitch] = Math.max(fine[at] ?? 0, fine[at + 1] ?? 0, fine[at + 2] ?? 0);
    }
    return { saliences, strongest };
  };
}

/**
 * Adds each spectral peak to the pitches of which it may be a harmonic, and returns the power of the strongest peak.
 * @param fine saliences of thirds of a semitone: the middle third of the lowest pitch has index 1
 */
function addHarmonics(powers: Float32Array, fine: Float32Array): number {
  let max = 0;
  for (let k = FIRST_BIN; k <= LAST_BIN; k++) max = Math.max(max, powers[k] ?? 0);
  const min = MIN_PEAK * max;
  if (max <= 0) return 0;
  for (let k = FIRST_BIN; k <= LAST_BIN; k++) {
    const here = powers[k] ?? 0;
    const left = powers[k - 1] ?? 0;
    const right = powers[k + 1] ?? 0;
    if (here < min || here <= left || here < right) continue;
    // Vertex of the parabola through the levels of three bins.
    const shift =
      (0.5 * Math.log((left + 1e-20) / (right + 1e-20))) / Math.log(((left + 1e-20) * (right + 1e-20)) / here ** 2);
    const step = BINS_PER_SEMITONE * (12 * Math.log2(((k + shift) * BIN_HERTZ) / 440) + 69 - LOWEST_PITCH) + 1;
    const weight = Math.sqrt(Math.sqrt(here / max));
    for (let harmonic = 0; harmonic < HARMONICS; harmonic++) {
      const at = Math.round(step - (HARMONIC_STEPS[harmonic] ?? 0));
      if (at < 0) break;
      if (at < FINE_BINS) fine[at] = (fine[at] ?? 0) + weight * (HARMONIC_WEIGHTS[harmonic] ?? 0);
    }
  }
  return max;
}
