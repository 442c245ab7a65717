import { FEATURE_RATE } from '../../pcm.ts';
import { realFft } from '../../recordings/real-fft.ts';

/** Number of samples between two frames of a matrix: 93 ms. */
export const MATRIX_HOP = 2048;
/** MIDI number of the lowest semitone of a matrix, and number of its semitones (C2 to D#7). */
export const LOWEST_PITCH = 36;
export const PITCHES = 64;
/** Highest level of a cell. */
export const MAX_LEVEL = 15;

const FRAME = 4096;
const BIN_HERTZ = FEATURE_RATE / FRAME;
const BINS_PER_SEMITONE = 3;
const FINE_BINS = PITCHES * BINS_PER_SEMITONE;
/** Minimum power of a spectral peak relative to the strongest of its frame: -40 dB. */
const MIN_PEAK = 1e-4;
/** Minimum power of the strongest peak of a frame relative to the strongest of the sound: -55 dB. */
const MIN_FRAME = 10 ** -5.5;
const HARMONICS = 8;
const HARMONIC_DECAY = 0.7;
/** Share of each semitone's running mean that is subtracted, and half the width of the mean, in frames: 1.5 s. */
const MEAN_SHARE = 0.65;
const MEAN_REACH = Math.round((1.5 * FEATURE_RATE) / MATRIX_HOP);
/** Factor of the relative saliences in the softmax, and range of its logarithm that the levels cover. */
const SHARPNESS = 15;
const LOG_RANGE = 6;
const [FIRST_BIN, LAST_BIN] = [Math.floor(60 / BIN_HERTZ), Math.ceil(5000 / BIN_HERTZ)];
/** Number of cells of a frame that are kept. */
const KEPT = 6;

const WINDOW = Float32Array.from({ length: FRAME }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / FRAME));

/** Number of bits of a stored cell: six for the pitch, four for the level. */
const CELL_BITS = 10;
const LEVEL_BITS = 4;

/** Distance in thirds of a semitone from each harmonic to its fundamental, and weight of the harmonic. */
const HARMONIC_STEPS = Float64Array.from({ length: HARMONICS }, (_, i) => 12 * BINS_PER_SEMITONE * Math.log2(i + 1));
const HARMONIC_WEIGHTS = Float64Array.from({ length: HARMONICS }, (_, i) => HARMONIC_DECAY ** i);

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
  const fft = realFft(FRAME);
  const frame = new Float32Array(FRAME);
  const powers = new Float32Array(LAST_BIN + 2);
  const fine = new Float32Array(FINE_BINS);
  for (let t = 0; t < frames; t++) {
    const start = t * MATRIX_HOP - FRAME / 2;
    for (let i = 0; i < FRAME; i++) frame[i] = (samples[start + i] ?? 0) * (WINDOW[i] ?? 0);
    const spectrum = fft.forward(frame);
    for (let k = FIRST_BIN - 1; k < powers.length; k++)
      powers[k] = (spectrum[2 * k] ?? 0) ** 2 + (spectrum[2 * k + 1] ?? 0) ** 2;
    fine.fill(0);
    strongest[t] = addHarmonics(powers, fine);
    for (let pitch = 0; pitch < PITCHES; pitch++) {
      const at = pitch * BINS_PER_SEMITONE;
      salience[t * PITCHES + pitch] = Math.max(fine[at] ?? 0, fine[at + 1] ?? 0, fine[at + 2] ?? 0);
    }
  }
  const loudest = strongest.reduce((max, value) => Math.max(max, value), 0);
  for (let t = 0; t < frames; t++)
    relateToBest(salience.subarray(t * PITCHES, (t + 1) * PITCHES), (strongest[t] ?? 0) > MIN_FRAME * loudest);
  return packFrames(withoutMean(salience, frames), frames);
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
