/** Coefficients of a second-order filter, divided by the first denominator coefficient. */
interface Biquad {
  readonly b: readonly [number, number, number];
  readonly a: readonly [number, number];
}

/**
 * Analog prototypes of the two filters of ITU-R BS.1770-5, Annex 1: a high shelf, then a high pass. With them, the
 * bilinear transform gives the coefficients of Tables 1 and 2 at 48 kHz (De Man 2014, used by libebur128 and ffmpeg).
 */
const SHELF = { hertz: 1681.974450955533, decibels: 3.999843853973347, quality: 0.7071752369554196 };
const SHELF_SLOPE = 0.4996667741545416;
const HIGH_PASS = { hertz: 38.13547087602444, quality: 0.5003270373238773 };
/** Highest filter frequency, as a share of the sample rate, at which the bilinear transform gives a stable filter. */
const MAX_SHARE = 0.49;

/**
 * Returns the coefficients of the two filters of the K-weighting: b0, b1, b2, a1, a2 of the high shelf, and a1, a2 of the
 * high pass, whose b are 1, -2, 1.
 */
export function kWeighting(rate: number): readonly number[] {
  const { b, a } = shelf(rate);
  return [...b, ...a, ...highPassPoles(rate)];
}

function shelf(rate: number): Biquad {
  const k = prewarped(SHELF.hertz, rate);
  const slope = k / SHELF.quality;
  const high = 10 ** (SHELF.decibels / 20);
  const band = high ** SHELF_SLOPE;
  const norm = 1 + slope + k * k;
  return {
    b: [(high + band * slope + k * k) / norm, (2 * (k * k - high)) / norm, (high - band * slope + k * k) / norm],
    a: [(2 * (k * k - 1)) / norm, (1 - slope + k * k) / norm],
  };
}

function highPassPoles(rate: number): Biquad['a'] {
  const k = prewarped(HIGH_PASS.hertz, rate);
  const slope = k / HIGH_PASS.quality;
  const norm = 1 + slope + k * k;
  return [(2 * (k * k - 1)) / norm, (1 - slope + k * k) / norm];
}

/** Returns the analog frequency that the bilinear transform maps to a frequency, relative to twice the rate. */
function prewarped(hertz: number, rate: number): number {
  return Math.tan(Math.PI * Math.min(hertz / rate, MAX_SHARE));
}
