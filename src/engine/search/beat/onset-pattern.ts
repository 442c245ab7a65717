import { BAND_HERTZ, BAND_HOP, BANDS, type BandPowers } from '../band-powers.ts';

/** Number of bands of a pattern: about kick, snare and hat. */
export const PATTERN_BANDS = 3;
/** Number of samples between two frames of a pattern: 46 ms. */
export const PATTERN_HOP = 2 * BAND_HOP;

/** Frequencies between two bands, in hertz. */
const BAND_LIMITS = [150, 2500];
/** Factor of the compression log(1 + factor x magnitude), for a magnitude of 1 at the peak of the sound. */
const COMPRESSION = 100;

const BAND_OF = BAND_HERTZ.map((hertz) => BAND_LIMITS.filter((limit) => hertz >= limit).length);
/** Share of each band of the spectrum in its band of the pattern. */
const WEIGHTS = BAND_OF.map((band) => 1 / BAND_OF.filter((other) => other === band).length);

/**
 * Computes when a sound has onsets, in three bands: up to 150 Hz, to 2.5 kHz, and above.
 * Rises of the logarithmic magnitude (spectral flux), with {@link PATTERN_BANDS} bytes for each frame: 65 bytes per
 * second. A byte is proportional to the root of the rise, and 255 at the greatest rise of the sound.
 */
export function onsetPattern({ frames, powers, peak }: BandPowers): Uint8Array {
  const factor = COMPRESSION / Math.max(1e-9, peak);
  const rises = new Float32Array(Math.ceil(frames / 2) * PATTERN_BANDS);
  const before = new Float32Array(BANDS);
  let max = 0;
  for (let frame = 0; frame < frames; frame++)
    for (let band = 0; band < BANDS; band++) {
      const value = Math.log(1 + factor * Math.sqrt(powers[frame * BANDS + band] ?? 0));
      const rise = value - (before[band] ?? 0);
      before[band] = value;
      if (rise <= 0) continue;
      const at = (frame >> 1) * PATTERN_BANDS + (BAND_OF[band] ?? 0);
      const sum = (rises[at] ?? 0) + rise * (WEIGHTS[band] ?? 0);
      rises[at] = sum;
      max = Math.max(max, sum);
    }
  return Uint8Array.from(rises, (rise) => (max > 0 ? Math.round(255 * Math.sqrt(rise / max)) : 0));
}
