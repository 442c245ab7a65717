import { FEATURE_RATE } from '../pcm.ts';
import { createPowerSpectrum } from '../spectrum.ts';

/** Number of samples between two frames: 23 ms. */
export const BAND_HOP = 512;

const FRAME = 1024;
const BIN_HERTZ = FEATURE_RATE / FRAME;
const [MIN_HERTZ, MAX_HERTZ] = [60, 9500];
/** Magnitude in a bin of a sine at full scale, because of the Hann window. */
const FULL_SCALE = FRAME / 4;
/** Number of frames whose samples are copied to the FFT's buffer at a time. */
const BLOCK = 32;

const spectrum = createPowerSpectrum(FRAME, (BLOCK - 1) * BAND_HOP + FRAME);

/** First bin of each band, and the end of the last: about four bands per octave, each of at least one bin. */
const LIMITS = bandLimits();
export const BANDS = LIMITS.length - 1;
/** Lower limit of each band in hertz. */
export const BAND_HERTZ = LIMITS.slice(0, BANDS).map((bin) => bin * BIN_HERTZ);

function bandLimits(): number[] {
  const limits = [1];
  for (let hertz = MIN_HERTZ; hertz < MAX_HERTZ; hertz *= 2 ** 0.25) {
    const bin = Math.round(hertz / BIN_HERTZ);
    if (bin > (limits.at(-1) ?? 0)) limits.push(bin);
  }
  return limits;
}

/** Powers of the bands of a sound over time. */
export interface BandPowers {
  readonly frames: number;
  /** Mean power of the bins of each band, {@link BANDS} values per frame; 1 for a sine at full scale in one bin. */
  readonly powers: Float32Array;
  /** Greatest magnitude of a sample. */
  readonly peak: number;
}

/** Computes the powers of logarithmic bands of a sound at {@link FEATURE_RATE}. Frame `t` is centered on its sample. */
export function bandPowers(samples: Float32Array): BandPowers {
  const frames = 1 + Math.floor(samples.length / BAND_HOP);
  const powers = new Float32Array(frames * BANDS);
  for (let block = 0; block < frames; block += BLOCK) {
    copyFrom(samples, block * BAND_HOP - FRAME / 2);
    for (let frame = block; frame < Math.min(frames, block + BLOCK); frame++)
      writeBands(spectrum.hann((frame - block) * BAND_HOP), powers, frame * BANDS);
  }
  let peak = 0;
  for (let i = 0; i < samples.length; i++) peak = Math.max(peak, Math.abs(samples[i] ?? 0));
  return { frames, powers, peak };
}

function copyFrom(signal: Float32Array, start: number): void {
  const { samples } = spectrum;
  samples.fill(0);
  samples.set(signal.subarray(Math.max(0, start), Math.max(0, start + samples.length)), Math.max(0, -start));
}

function writeBands(power: Float64Array, out: Float32Array, offset: number): void {
  let bin = LIMITS[0] ?? 0;
  for (let band = 0; band < BANDS; band++) {
    const from = bin;
    const to = LIMITS[band + 1] ?? 0;
    let total = 0;
    for (; bin < to; bin++) total += power[bin] ?? 0;
    out[offset + band] = total / (to - from) / FULL_SCALE ** 2;
  }
}
