import { FEATURE_RATE } from '../pcm.ts';
import { eachPowerSpectrum, frameCount } from '../spectrum.ts';
import { chromaBank, PITCH_CLASSES } from './chroma-bank.ts';
import { CONTRAST_BANDS, contrastBands } from './contrast-bands.ts';
import { CROSSING_ORDERS, zeroCrossings } from './crossings.ts';
import { MEL_BANDS, melBank } from './mel.ts';
import { addPeakChroma, FINE_CLASSES } from './peak-chroma.ts';
import { trimmed } from './trim.ts';

/** Nothing is heard further than this below the loudest band of a sound, in dB. */
const FLOOR_DB = 70;

/** What every feature starts from: frame by frame, of a sound trimmed and scaled. All matrices are row-major, a row a frame. */
export interface Heard {
  readonly frames: number;
  /** Duration between the first and the last sound. */
  readonly seconds: number;
  /** RMS of the loudest 3 ms before scaling, dB below full scale. */
  readonly levelDb: number;
  /** The trimmed and scaled signal. */
  readonly signal: Float32Array;
  /** How much a frame counts for timbre: 1 when loud, 0 from 45 dB below the loudest. */
  readonly weights: Float32Array;
  /** Level of each frame, dB relative to the loudest. */
  readonly levels: Float32Array;
  /** `frames x MEL_BANDS`, dB relative to the loudest band, -70..0. */
  readonly mel: Float32Array;
  /** `frames x PITCH_CLASSES`, largest of a frame 1. */
  readonly chroma: Float32Array;
  readonly fineChroma: Float32Array;
  readonly tonality: Float32Array;
  /** `frames x CONTRAST_BANDS`, dB. */
  readonly peaks: Float32Array;
  readonly valleys: Float32Array;
  /** `frames x CROSSING_ORDERS`, share of samples. */
  readonly crossings: Float32Array;
}

/** Listens once to a signal at {@link FEATURE_RATE}; null for silence. */
export function hear(samples: Float32Array): Heard | null {
  const sound = trimmed(samples);
  if (!sound) return null;
  const { signal } = sound;
  const frames = frameCount(signal.length);
  const mel = new Float32Array(frames * MEL_BANDS);
  const chroma = new Float32Array(frames * PITCH_CLASSES);
  const fineChroma = new Float32Array(frames * FINE_CLASSES);
  const tonality = new Float32Array(frames);
  const peaks = new Float32Array(frames * CONTRAST_BANDS);
  const valleys = new Float32Array(frames * CONTRAST_BANDS);
  const levels = new Float32Array(frames);
  const bank = chromaBank(0);
  eachPowerSpectrum(signal, (power, frame) => {
    let energy = 0;
    for (const p of power) energy += p;
    levels[frame] = energy;
    melBank.apply(power, mel, frame * MEL_BANDS);
    bank.apply(power, chroma, frame * PITCH_CLASSES);
    tonality[frame] = addPeakChroma(power, fineChroma, frame * FINE_CLASSES);
    contrastBands(power, peaks, valleys, frame * CONTRAST_BANDS);
  });
  toDecibels(mel, FLOOR_DB);
  toDecibels(levels, FLOOR_DB);
  return {
    frames,
    seconds: signal.length / FEATURE_RATE,
    levelDb: 20 * Math.log10(sound.loudest),
    signal,
    weights: levels.map((level) => Math.max(0, Math.min(1, (level + 45) / 30))),
    levels,
    mel,
    chroma,
    fineChroma,
    tonality,
    peaks,
    valleys,
    crossings: zeroCrossings(signal),
  };
}

/** Power to dB relative to the largest, in place, never below `-floorDb` (librosa.power_to_db). */
function toDecibels(power: Float32Array, floorDb: number): void {
  let largest = 1e-20;
  for (const p of power) if (p > largest) largest = p;
  const least = largest * 10 ** (-floorDb / 10);
  for (let i = 0; i < power.length; i++) power[i] = 10 * Math.log10(Math.max(power[i] ?? 0, least) / largest);
}
