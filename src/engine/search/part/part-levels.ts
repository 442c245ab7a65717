import { FEATURE_RATE } from '../../pcm.ts';
import { BAND_HERTZ, BAND_HOP, BANDS, type BandPowers } from '../band-powers.ts';

/** Number of bands, and number of samples between two frames: 186 ms. */
export const PART_BANDS = 12;
export const PART_HOP = 8 * BAND_HOP;
export const PART_FRAME_SECONDS = PART_HOP / FEATURE_RATE;

/** Range of levels below the loudest band of the sound, in dB. */
const RANGE = 66;
const MAX_HERTZ = 8000;
const BANDS_PER_FRAME = PART_HOP / BAND_HOP;

const BAND_OF = BAND_HERTZ.map((hertz) => {
  const octaves = Math.log2(Math.max(1, hertz / 60)) / Math.log2(MAX_HERTZ / 60);
  return octaves >= 1 ? -1 : Math.floor(octaves * PART_BANDS);
});

/**
 * Computes the levels of 12 bands from 60 Hz to 8 kHz, one byte each, in frames of 186 ms: 65 bytes per second.
 * The levels are in steps of about a quarter of a decibel above a floor 66 dB below the loudest band of the sound.
 * @param first frame of the powers at which the first frame of the levels begins
 */
export function partLevels({ frames, powers }: BandPowers, first = 0): Uint8Array {
  const count = Math.max(1, Math.ceil((frames - first) / BANDS_PER_FRAME));
  const sums = new Float32Array(count * PART_BANDS);
  let max = 0;
  for (let frame = first; frame < frames; frame++) {
    const at = Math.floor((frame - first) / BANDS_PER_FRAME) * PART_BANDS;
    for (let band = 0; band < BANDS; band++) {
      const partBand = BAND_OF[band] ?? -1;
      if (partBand < 0) continue;
      const sum = (sums[at + partBand] ?? 0) + (powers[frame * BANDS + band] ?? 0);
      sums[at + partBand] = sum;
      max = Math.max(max, sum);
    }
  }
  if (max <= 0) return new Uint8Array(sums.length);
  const floor = 10 ** (-RANGE / 10);
  return Uint8Array.from(sums, (sum) => Math.round(255 * (1 + (10 * Math.log10(sum / max + floor)) / RANGE)));
}
