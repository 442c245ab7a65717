import { BANDS } from './peaks.ts';

/** Maximum standard deviation of the level differences of two sounds whose waveforms are compared, in dB. */
const MAX_DEVIATION = 3.2;
const MAX_TELEPHONE_DEVIATION = 2.4;
/**
 * Band levels further below the loudest band than this, in half dB, count as equal to this limit, because codecs and
 * telephones change the quietest bands.
 */
const RANGE = 80;
const TELEPHONE_RANGE = 50;
/** Range of the indices of the bands that a telephone transmits, end excluded. */
const TELEPHONE = [5, 11] as const;
/** Minimum level difference of a sound and its telephone recording, outside the band of a telephone, in dB. */
const MIN_DIFFERENCE = 1.5;

/** Returns whether the band levels of two sounds are so alike that their waveforms are worth a comparison. */
export function haveLikeLevels(a: Uint8Array, b: Uint8Array): boolean {
  if (deviation(a, b, RANGE) <= MAX_DEVIATION) return true;
  return (
    telephoneDeviation(a, b) <= MAX_TELEPHONE_DEVIATION && Math.abs(levelOutside(a) - levelOutside(b)) >= MIN_DIFFERENCE
  );
}

/** Returns how much the band levels of two sounds differ, in dB. A copy and a telephone recording differ little. */
export function bandDifference(a: Uint8Array, b: Uint8Array): number {
  return Math.min(deviation(a, b, RANGE), telephoneDeviation(a, b) + MIN_DIFFERENCE);
}

function telephoneDeviation(a: Uint8Array, b: Uint8Array): number {
  return deviation(a.subarray(...TELEPHONE), b.subarray(...TELEPHONE), TELEPHONE_RANGE);
}

/** Returns the standard deviation, over the bands, of the difference between the levels of two sounds, in dB. */
function deviation(a: Uint8Array, b: Uint8Array, range: number): number {
  const [loudestA, loudestB] = [Math.min(...a), Math.min(...b)];
  const differences = Array.from(
    a,
    (level, i) => (Math.min(range, level - loudestA) - Math.min(range, (b[i] ?? 0) - loudestB)) / 2,
  );
  const mean = differences.reduce((x, y) => x + y, 0) / differences.length;
  return Math.sqrt(differences.reduce((sum, x) => sum + (x - mean) ** 2, 0) / differences.length);
}

/** Returns the energy outside the band that a telephone transmits, relative to the energy inside the band, in dB. */
function levelOutside(bands: Uint8Array): number {
  let [inside, outside] = [1e-9, 1e-9];
  for (let i = 0; i < BANDS; i++) {
    const power = 10 ** (-(bands[i] ?? 0) / 20);
    if (i >= TELEPHONE[0] && i < TELEPHONE[1]) inside += power;
    else outside += power;
  }
  return 10 * Math.log10(outside / inside);
}
