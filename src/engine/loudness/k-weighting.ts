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
/** Filter states below this are set to 0, because a processor computes with the smallest numbers slowly. */
const NEGLIGIBLE = 1e-30;

/**
 * Creates the K-weighting of one channel, which keeps its state from call to call.
 * @returns a function that weights the samples `from`..`to` and returns the sum of their squares
 */
export function createKWeighting(rate: number): (samples: Float32Array, from: number, to: number) => number {
  const { b: s, a: t } = shelf(rate);
  const { b: p, a: q } = highPass(rate);
  const [s0, s1, s2] = s;
  const [t1, t2] = t;
  const [p0, p1, p2] = p;
  const [q1, q2] = q;
  // Two state variables per filter (transposed direct form II).
  const state = new Float64Array(4);
  return (samples, from, to) => {
    // Local variables, because the compiler keeps them in registers.
    let [x1 = 0, x2 = 0, y1 = 0, y2 = 0] = state;
    let energy = 0;
    for (let i = from; i < to; i++) {
      const x = samples[i] ?? 0;
      const y = s0 * x + x1;
      x1 = s1 * x - t1 * y + x2;
      x2 = s2 * x - t2 * y;
      const z = p0 * y + y1;
      y1 = p1 * y - q1 * z + y2;
      y2 = p2 * y - q2 * z;
      energy += z * z;
    }
    state.set([x1, x2, y1, y2]);
    for (let i = 0; i < state.length; i++) if (Math.abs(state[i] ?? 0) < NEGLIGIBLE) state[i] = 0;
    return energy;
  };
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

function highPass(rate: number): Biquad {
  const k = prewarped(HIGH_PASS.hertz, rate);
  const slope = k / HIGH_PASS.quality;
  const norm = 1 + slope + k * k;
  return { b: [1, -2, 1], a: [(2 * (k * k - 1)) / norm, (1 - slope + k * k) / norm] };
}

/** Returns the analog frequency that the bilinear transform maps to a frequency, relative to twice the rate. */
function prewarped(hertz: number, rate: number): number {
  return Math.tan(Math.PI * Math.min(hertz / rate, MAX_SHARE));
}
