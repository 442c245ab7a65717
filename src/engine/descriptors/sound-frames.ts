import { analyzeSound } from '../features/analyze-frames.ts';
import type { AudiblePart } from '../features/excerpt.ts';
import type { FrameDescriptors } from '../features/frame-descriptors.ts';
import { FINE_CLASSES } from '../features/peak-chroma.ts';
import { createLogBank, LOG_BANDS, logBandAt } from '../log-bank.ts';
import { frameCount, HOP } from '../spectrum.ts';
import { bassNote, PITCH_CLASSES } from './bass-note.ts';
import { measureWaveform, type WaveformMeasures } from './measure-waveform.ts';

/**
 * Values of the short-time spectra of a sound, from which the descriptors are computed.
 * Series have a value for each frame of the whole sound, which is 0 before the first and after the last audible frame.
 */
export interface SoundFrames {
  /** Index of the first audible sample, and the index after the last one. */
  readonly from: number;
  readonly to: number;
  /** Level of each frame, relative to the loudest frame, 0..1. */
  readonly levels: Float32Array;
  /** Onset envelopes of all bands, and of three ranges: mean rise since the frame before, 0 or more. */
  readonly onsets: Readonly<Record<'all' | 'bass' | 'middle' | 'treble', Float32Array>>;
  /** Share of the power of each frame that lies in spectral peaks, 0..1 (see `peakChroma`). */
  readonly tonality: Float32Array;
  /** Sum of the chroma of the spectral peaks of all frames, weighted by the square of their tonality; C first. */
  readonly chroma: Float64Array;
  /** The same of the first eighth, and of the first quarter of the audible frames alone. */
  readonly firstEighth: Float64Array;
  readonly firstQuarter: Float64Array;
  /** Strength of the bass notes of all frames by pitch class, C first; and the same of the first quarter alone. */
  readonly bass: Float64Array;
  readonly firstBass: Float64Array;
  /** Frames of the audible part, from which the features are computed. */
  readonly analysis: FrameDescriptors;
  readonly waveform: WaveformMeasures;
}

const bank = createLogBank();
/** Bands of the bass, below 190 Hz, and of the treble, above 2.5 kHz. */
const BASS_END = Math.round(logBandAt(190));
const TREBLE_START = Math.round(logBandAt(2560));

/**
 * Computes the frames of a sound at 22,050 Hz, in the same pass as those of the features.
 * The result does not depend on the level of the sound.
 * @param mayOverwrite whether the samples may be overwritten, which saves their size if they are long
 * @returns null for silence
 */
export function soundFrames(samples: Float32Array, mayOverwrite = false): SoundFrames | null {
  const count = frameCount(samples.length);
  const series = () => new Float32Array(count);
  const onsets = { all: series(), bass: series(), middle: series(), treble: series() };
  const bass = new Float64Array(PITCH_CLASSES);
  const firstBass = new Float64Array(PITCH_CLASSES);
  const bands = new Float32Array(LOG_BANDS);
  const before = new Float32Array(LOG_BANDS).fill(1);
  let [from, to] = [0, 0];
  let waveform: WaveformMeasures | undefined;
  const observe = (part: AudiblePart) => {
    ({ from, to } = part);
    waveform = measureWaveform(samples, from, to);
    const first = Math.round(from / HOP);
    const quarter = frameCount(part.length) / 4;
    return (power: Float64Array, frame: number) => {
      bank.apply(power, bands, 0);
      for (let band = 0; band < LOG_BANDS; band++) bands[band] = 1 + Math.sqrt(bands[band] ?? 0);
      const bassRise = totalRise(bands, before, 0, BASS_END);
      const middleRise = totalRise(bands, before, BASS_END, TREBLE_START);
      const trebleRise = totalRise(bands, before, TREBLE_START, LOG_BANDS);
      before.set(bands);
      onsets.all[first + frame] = (bassRise + middleRise + trebleRise) / LOG_BANDS;
      onsets.bass[first + frame] = bassRise / BASS_END;
      onsets.middle[first + frame] = middleRise / (TREBLE_START - BASS_END);
      onsets.treble[first + frame] = trebleRise / (LOG_BANDS - TREBLE_START);
      const note = bassNote(power);
      if (!note) return;
      bass[note.pitchClass] = (bass[note.pitchClass] ?? 0) + note.strength;
      if (frame < quarter) firstBass[note.pitchClass] = (firstBass[note.pitchClass] ?? 0) + note.strength;
    };
  };
  const analysis = analyzeSound(samples, observe, mayOverwrite);
  if (!analysis || !waveform) return null;
  const [levels, tonality] = [series(), series()];
  const first = Math.round(from / HOP);
  for (let frame = 0; frame < Math.min(analysis.count, count - first); frame++) {
    levels[first + frame] = 10 ** ((analysis.levels[frame] ?? 0) / 20);
    tonality[first + frame] = analysis.tonality[frame] ?? 0;
  }
  const chroma = chromaOf(analysis, analysis.count);
  const firstEighth = chromaOf(analysis, Math.ceil(analysis.count / 8));
  const firstQuarter = chromaOf(analysis, Math.ceil(analysis.count / 4));
  const chromas = { chroma, firstEighth, firstQuarter };
  return { from, to, levels, onsets, tonality, ...chromas, bass, firstBass, analysis, waveform };
}

/** Returns the sum of the chroma of the first frames, weighted by the square of their tonality. */
function chromaOf({ peakChroma, tonality }: FrameDescriptors, frames: number): Float64Array {
  const chroma = new Float64Array(FINE_CLASSES);
  for (let frame = 0; frame < frames; frame++) {
    const weight = (tonality[frame] ?? 0) ** 2;
    for (let i = 0; i < FINE_CLASSES; i++)
      chroma[i] = (chroma[i] ?? 0) + weight * (peakChroma[frame * FINE_CLASSES + i] ?? 0);
  }
  return chroma;
}

/**
 * Returns the sum of the rises of the logarithms of bands since the frame before. The sum is the logarithm of one quotient of
 * products, which takes less time than a logarithm for each band. As the loudest 3 ms of a sound have an RMS of 1, a band is
 * at most 2049, and the product of all bands below 1e212.
 */
function totalRise(bands: Float32Array, before: Float32Array, from: number, to: number): number {
  let higher = 1;
  let lower = 1;
  for (let band = from; band < to; band++) {
    const here = bands[band] ?? 1;
    const earlier = before[band] ?? 1;
    if (here <= earlier) continue;
    higher *= here;
    lower *= earlier;
  }
  return Math.log(higher / lower);
}
