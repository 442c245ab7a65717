/** Returns the root mean square of samples; 0 for no samples. */
function rootMeanSquare(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return samples.length === 0 ? 0 : Math.sqrt(sum / samples.length);
}

/** Scales samples so that their largest magnitude is `peak`. Silence stays silent. */
export function scaleToPeak(samples: Float32Array, peak: number): Float32Array {
  let largest = 0;
  for (const sample of samples) largest = Math.max(largest, Math.abs(sample));
  const gain = largest > 0 ? peak / largest : 0;
  return samples.map((sample) => sample * gain);
}

/** Multiplies samples by an envelope, which is a function of time in seconds. */
export function shape(samples: Float32Array, rate: number, envelope: (seconds: number) => number): Float32Array {
  return samples.map((sample, index) => sample * envelope(index / rate));
}

/** Returns the sum of two signals, with the length of the first signal; `gain` scales the second signal. */
export function mix(first: Float32Array, second: Float32Array, gain = 1): Float32Array {
  return first.map((sample, index) => sample + gain * (second[index] ?? 0));
}

/** Adds noise at a level that is `decibels` below the level of the signal. */
export function addNoise(sound: Float32Array, noise: Float32Array, decibels: number): Float32Array {
  const level = rootMeanSquare(noise);
  if (level === 0) return sound;
  return mix(sound, noise, (rootMeanSquare(sound) / level) * 10 ** (-decibels / 20));
}

/** Fades a sound in and out, so that a cut does not click. */
export function fadeEnds(samples: Float32Array, rate: number, seconds = 0.005): Float32Array {
  const ramp = Math.max(1, Math.min(Math.round(seconds * rate), samples.length >> 1));
  return samples.map((sample, index) => sample * Math.min(1, (index + 1) / ramp, (samples.length - index) / ramp));
}

export type FilterKind = 'low' | 'high' | 'band';

/** Applies a second-order filter (Bristow-Johnson's audio EQ cookbook). `cutoff` in Hz; `band` has 0 dB at its center. */
export function filter(
  samples: Float32Array,
  rate: number,
  kind: FilterKind,
  cutoff: number,
  quality = Math.SQRT1_2,
): Float32Array {
  const angle = (2 * Math.PI * Math.min(cutoff, rate * 0.49)) / rate;
  const alpha = Math.sin(angle) / (2 * quality);
  const cosine = Math.cos(angle);
  const middle = kind === 'low' ? 1 - cosine : kind === 'high' ? -(1 + cosine) : 0;
  const outer = kind === 'band' ? alpha : Math.abs(middle) / 2;
  const last = kind === 'band' ? -alpha : outer;
  const scale = 1 / (1 + alpha);
  const output = new Float32Array(samples.length);
  let x1 = 0;
  let x2 = 0;
  let y1 = 0;
  let y2 = 0;
  for (let index = 0; index < samples.length; index++) {
    const x = samples[index] ?? 0;
    const y = (outer * x + middle * x1 + last * x2 + 2 * cosine * y1 - (1 - alpha) * y2) * scale;
    output[index] = y;
    x2 = x1;
    x1 = x;
    y2 = y1;
    y1 = y;
  }
  return output;
}
