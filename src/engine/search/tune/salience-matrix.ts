import { FEATURE_RATE } from '../../pcm.ts';
import { HARMONIC_FRAME, harmonicSummation, PITCHES } from './harmonic-summation.ts';

/** Number of samples between two frames of a matrix: 93 ms. */
export const MATRIX_HOP = 2048;
/** Highest level of a cell. */
export const MAX_LEVEL = 15;

/** Minimum power of the strongest peak of a frame relative to the strongest of the sound: -55 dB. */
const MIN_FRAME = 10 ** -5.5;
/** Share of each semitone's running mean that is subtracted, and half the width of the mean, in frames: 1.5 s. */
const MEAN_SHARE = 0.65;
const MEAN_REACH = Math.round((1.5 * FEATURE_RATE) / MATRIX_HOP);
/** Factor of the relative saliences in the softmax, and range of its logarithm that the levels cover. */
const SHARPNESS = 15;
const LOG_RANGE = 6;
/** Number of cells of a frame that are kept. */
const KEPT = 6;

/** Number of bits of a stored cell: six for the pitch, four for the level. */
const CELL_BITS = 10;
const LEVEL_BITS = 4;

/**
 * Computes the salience matrix of a sound at {@link FEATURE_RATE}, as bytes that {@link unpackMatrix} reads.
 * Harmonic summation of spectral peaks (Klapuri 2006; Salamon and Gómez 2012), relative to the frame's most salient
 * semitone, so that a note with one partial is as certain as a note with eight. Then the running mean of each semitone is
 * subtracted, and the logarithm of the softmax over the semitones is stored. All voices stay in the matrix. It takes 81
 * bytes per second.
 */
export function salienceMatrix(samples: Float32Array): Uint8Array {
  const frames = 1 + Math.floor(samples.length / MATRIX_HOP);
  const salience = new Float32Array(frames * PITCHES);
  const strongest = new Float32Array(frames);
  const sumHarmonics = harmonicSummation();
  for (let t = 0; t < frames; t++) {
    const frame = sumHarmonics(samples, t * MATRIX_HOP - HARMONIC_FRAME / 2);
    strongest[t] = frame.strongest;
    salience.set(frame.saliences, t * PITCHES);
  }
  const loudest = strongest.reduce((max, value) => Math.max(max, value), 0);
  for (let t = 0; t < frames; t++)
    relateToBest(salience.subarray(t * PITCHES, (t + 1) * PITCHES), (strongest[t] ?? 0) > MIN_FRAME * loudest);
  return packFrames(withoutMean(salience, frames), frames);
}

/** Divides the saliences of a frame by the greatest of them, or clears those of a silent frame. */
function relateToBest(column: Float32Array, isAudible: boolean): void {
  const best = column.reduce((max, value) => Math.max(max, value), 0);
  const factor = isAudible && best > 0 ? 1 / best : 0;
  for (let pitch = 0; pitch < PITCHES; pitch++) column[pitch] = factor * (column[pitch] ?? 0);
}

/** Subtracts a share of the mean over some frames around each frame from each semitone. */
function withoutMean(salience: Float32Array, frames: number): Float32Array {
  const out = new Float32Array(salience.length);
  for (let pitch = 0; pitch < PITCHES; pitch++) {
    let [sum, from, to] = [0, 0, 0];
    for (let t = 0; t < frames; t++) {
      for (; to < Math.min(frames, t + MEAN_REACH + 1); to++) sum += salience[to * PITCHES + pitch] ?? 0;
      for (; from < t - MEAN_REACH; from++) sum -= salience[from * PITCHES + pitch] ?? 0;
      out[t * PITCHES + pitch] = (salience[t * PITCHES + pitch] ?? 0) - (MEAN_SHARE * sum) / (to - from);
    }
  }
  return out;
}

/** Quantizes the logarithm of the softmax of each frame, and packs the highest cells. A silent frame has level 0. */
function packFrames(values: Float32Array, frames: number): Uint8Array {
  const bytes = new Uint8Array(Math.ceil((frames * KEPT * CELL_BITS) / 8) + 1);
  for (let t = 0; t < frames; t++) {
    const column = values.subarray(t * PITCHES, (t + 1) * PITCHES);
    let total = 0;
    for (let pitch = 0; pitch < PITCHES; pitch++) total += Math.exp(SHARPNESS * (column[pitch] ?? 0));
    const floor = Math.log(total) - LOG_RANGE;
    for (let rank = 0; rank < KEPT; rank++) {
      let best = 0;
      for (let pitch = 1; pitch < PITCHES; pitch++) if ((column[pitch] ?? 0) > (column[best] ?? 0)) best = pitch;
      const level = Math.round((MAX_LEVEL * (SHARPNESS * (column[best] ?? 0) - floor)) / LOG_RANGE);
      if (!((column[best] ?? 0) > 0 && level > 0)) break;
      writeCell(bytes, t * KEPT + rank, (best << LEVEL_BITS) | level);
      column[best] = Number.NEGATIVE_INFINITY;
    }
  }
  return bytes;
}

function writeCell(bytes: Uint8Array, index: number, cell: number): void {
  const bit = index * CELL_BITS;
  const value = cell << (bit & 7);
  bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) | (value & 255);
  bytes[(bit >> 3) + 1] = (bytes[(bit >> 3) + 1] ?? 0) | (value >> 8);
}

/** Returns the number of frames of a packed matrix. */
export function matrixFrames(bytes: Uint8Array): number {
  return Math.max(0, Math.floor(((bytes.length - 1) * 8) / (KEPT * CELL_BITS)));
}

/** Reads a packed matrix into `levels`, which must have {@link PITCHES} zeros for each frame. */
export function unpackMatrix(bytes: Uint8Array, levels: Uint8Array): void {
  const cells = matrixFrames(bytes) * KEPT;
  for (let index = 0; index < cells; index++) {
    const bit = index * CELL_BITS;
    const cell = (((bytes[bit >> 3] ?? 0) | ((bytes[(bit >> 3) + 1] ?? 0) << 8)) >> (bit & 7)) & (2 ** CELL_BITS - 1);
    const pitch = cell >> LEVEL_BITS;
    if (cell > 0 && pitch < PITCHES) levels[Math.floor(index / KEPT) * PITCHES + pitch] = cell & MAX_LEVEL;
  }
}
