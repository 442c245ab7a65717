/** Sample rate of synthesized sounds, in Hz. */
export const SYNTH_RATE = 44_100;

type OverTime = (seconds: number) => number;

/**
 * Returns a sum of harmonics. `frequency` is the frequency of the fundamental in Hz over time, and `amplitudes` are the
 * amplitudes of the harmonics 1, 2, ...; harmonics above 20 kHz are omitted.
 */
export function harmonics(length: number, frequency: OverTime, amplitudes: readonly number[]): Float32Array {
  const output = new Float32Array(length);
  let phase = 0;
  for (let index = 0; index < length; index++) {
    const hertz = frequency(index / SYNTH_RATE);
    phase += (2 * Math.PI * hertz) / SYNTH_RATE;
    let sum = 0;
    for (let order = 1; order <= amplitudes.length && order * hertz < 20_000; order++) {
      sum += (amplitudes[order - 1] ?? 0) * Math.sin(order * phase);
    }
    output[index] = sum;
  }
  return output;
}

/** Returns the amplitudes of `count` harmonics, which fall as 1 / order^`slope`. A slope of 1 gives a sawtooth. */
export const falling = (count: number, slope: number) =>
  Array.from({ length: count }, (_, index) => (index + 1) ** -slope);

/** Returns the amplitudes of a square wave: odd harmonics only. */
export const odd = (count: number) =>
  Array.from({ length: count }, (_, index) => (index % 2 === 0 ? 1 / (index + 1) : 0));

/**
 * Returns an FM tone (Chowning 1973). `ratio` is the ratio of modulator to carrier frequency. The modulation index starts
 * at `index` and decays with the time constant `decay`, in seconds.
 */
export function frequencyModulation(
  length: number,
  carrier: number,
  ratio: number,
  index: number,
  decay: number,
): Float32Array {
  return new Float32Array(length).map((_, at) => {
    const seconds = at / SYNTH_RATE;
    const turn = 2 * Math.PI * carrier * seconds;
    return Math.sin(turn + index * Math.exp(-seconds / decay) * Math.sin(ratio * turn));
  });
}

/** Returns the sound of a plucked string, synthesized from a burst of noise (Karplus and Strong 1983). */
export function pluck(length: number, frequency: number, burst: Float32Array): Float32Array {
  const period = Math.max(2, Math.round(SYNTH_RATE / frequency));
  const output = new Float32Array(length);
  for (let index = 0; index < length; index++) {
    const before = output[index - period] ?? 0;
    const earlier = output[index - period - 1] ?? 0;
    output[index] = index < period ? (burst[index] ?? 0) : 0.498 * (before + earlier);
  }
  return output;
}

/** Adds a sound to a longer one, starting at a given sample. Drops the part of the sound that does not fit. */
export function place(target: Float32Array, sound: Float32Array, start: number, gain = 1): void {
  const first = Math.round(start);
  for (let index = Math.max(0, -first); index < sound.length && first + index < target.length; index++) {
    target[first + index] = (target[first + index] ?? 0) + gain * (sound[index] ?? 0);
  }
}
