import { createAnalysisKernel } from '../analysis-kernel.ts';
import { bassSpectra } from '../features/bass-spectrum.ts';
import { FINE_CLASSES, peakChroma } from '../features/peak-chroma.ts';
import { createLogBank, LOG_BANDS, logBandAt } from '../log-bank.ts';
import { BINS, eachPowerSpectrum, FFT_SIZE, frameCount } from '../spectrum.ts';
import { bassNote, PITCH_CLASSES } from './bass-note.ts';

/** Values of the short-time spectra of a sound, from which the descriptors are computed. */
export interface SoundFrames {
  /** Mean power of each bin over all frames. */
  readonly power: Float64Array;
  /** Level of each frame: root of its power. */
  readonly levels: Float32Array;
  /** Onset envelopes of all bands, of the bass and of the treble: mean rise since the frame before, 0 or more. */
  readonly onsets: Readonly<Record<'all' | 'bass' | 'treble', Float32Array>>;
  /** Share of the power of each frame that lies in spectral peaks, 0..1 (see `peakChroma`). */
  readonly tonality: Float32Array;
  /** Sum of the chroma of the spectral peaks of all frames, weighted by the square of their tonality; C first. */
  readonly chroma: Float64Array;
  /** Strength of the bass notes of all frames by pitch class, C first; and the same of the first quarter alone. */
  readonly bass: Float64Array;
  readonly firstBass: Float64Array;
}

const bank = createLogBank();
/** Bands of the bass, below 190 Hz, and of the treble, above 2.5 kHz. */
const BASS_END = Math.round(logBandAt(190));
const TREBLE_START = Math.round(logBandAt(2560));
/** Factor of the logarithmic compression log(1 + factor x magnitude), for a magnitude of 1 at full scale. */
const COMPRESSION = 1000;
/** Magnitude in a bin of a sine at full scale, because of the Hann window. */
const FULL_SCALE = FFT_SIZE / 4;

const kernel = createAnalysisKernel();
/** Powers of one frame, and the sums of the powers of all frames. The kernel needs an even number: the last one is 0. */
const powers = new Float64Array(kernel.buffer, 0, BINS + 1);
const sums = new Float64Array(kernel.buffer, powers.byteLength, powers.length);
/** Arguments of `addPowers`: addresses of the powers, the sums and the rounded powers, and the number of powers. */
const ADDED = [powers.byteOffset, sums.byteOffset, 2 * powers.byteLength, powers.length] as const;

/**
 * Computes the frames of a sound at {@link FEATURE_RATE} in one pass.
 * @param gain factor that brings the sound to full scale, so that the result does not depend on its level
 */
export function soundFrames(samples: Float32Array, gain: number): SoundFrames {
  const count = frameCount(samples.length);
  sums.fill(0);
  const levels = new Float32Array(count);
  const onsets = { all: new Float32Array(count), bass: new Float32Array(count), treble: new Float32Array(count) };
  const tonality = new Float32Array(count);
  const chroma = new Float64Array(FINE_CLASSES);
  const bass = new Float64Array(PITCH_CLASSES);
  const firstBass = new Float64Array(PITCH_CLASSES);
  const fine = new Float32Array(FINE_CLASSES);
  const bands = new Float32Array(LOG_BANDS);
  const before = new Float32Array(LOG_BANDS);
  const scaled = scaledBy(samples, gain / FULL_SCALE);
  const lowSpectrum = bassSpectra(scaled);
  eachPowerSpectrum(scaled, (spectrum, frame) => {
    powers.set(spectrum);
    levels[frame] = Math.sqrt(kernel.addPowers(...ADDED));
    bank.apply(spectrum, bands, 0);
    rise(bands, before);
    onsets.all[frame] = mean(bands, 0, LOG_BANDS);
    onsets.bass[frame] = mean(bands, 0, BASS_END);
    onsets.treble[frame] = mean(bands, TREBLE_START, LOG_BANDS);
    fine.fill(0);
    const share = peakChroma(spectrum, () => lowSpectrum(frame), fine, 0);
    tonality[frame] = share;
    for (let i = 0; i < FINE_CLASSES; i++) chroma[i] = (chroma[i] ?? 0) + (fine[i] ?? 0) * share * share;
    const note = bassNote(spectrum);
    if (note) {
      bass[note.pitchClass] = (bass[note.pitchClass] ?? 0) + note.strength;
      if (frame < count / 4) firstBass[note.pitchClass] = (firstBass[note.pitchClass] ?? 0) + note.strength;
    }
  });
  const power = sums.subarray(0, BINS).map((sum) => sum / count);
  return { power, levels, onsets, tonality, chroma, bass, firstBass };
}

/** Returns samples times a factor. The loop takes a tenth of the time of `Float32Array.map`. */
function scaledBy(samples: Float32Array, factor: number): Float32Array {
  const scaled = new Float32Array(samples.length);
  for (let i = 0; i < samples.length; i++) scaled[i] = (samples[i] ?? 0) * factor;
  return scaled;
}

/** Replaces bands by the rise of their compressed values since `before` (silence at first), which is updated. */
function rise(bands: Float32Array, before: Float32Array): void {
  for (let band = 0; band < LOG_BANDS; band++) {
    const value = Math.log(1 + COMPRESSION * Math.sqrt(bands[band] ?? 0));
    bands[band] = Math.max(0, value - (before[band] ?? 0));
    before[band] = value;
  }
}

function mean(values: Float32Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += values[i] ?? 0;
  return sum / (to - from);
}
