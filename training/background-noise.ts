import type { Random } from './random.ts';
import { filter, mix } from './signal-processing.ts';

/** Generates `length` samples of a steady background noise at the sample rate `rate`, at any level. */
type NoiseSource = (length: number, rate: number, random: Random) => Float32Array;

export const white: NoiseSource = (length, _rate, random) => {
  const samples = new Float32Array(length);
  for (let index = 0; index < length; index++) samples[index] = random.normal();
  return samples;
};

/** Filters white noise to pink noise, which falls by 3 dB per octave: Paul Kellet's filter (economy form). */
export const pink: NoiseSource = (length, rate, random) => {
  let [slow, middle, fast] = [0, 0, 0];
  return white(length, rate, random).map((sample) => {
    slow = 0.99765 * slow + sample * 0.099046;
    middle = 0.963 * middle + sample * 0.2965164;
    fast = 0.57 * fast + sample * 1.0526913;
    return slow + middle + fast + sample * 0.1848;
  });
};

/** Generates brown noise: white noise through a leaky integrator, falling by 6 dB per octave above about 20 Hz. */
export const brown: NoiseSource = (length, rate, random) => {
  let level = 0;
  const samples = white(length, rate, random).map((sample) => {
    level = 0.998 * level + 0.05 * sample;
    return level;
  });
  return filter(samples, rate, 'high', 20);
};

const rumble: NoiseSource = (length, rate, random) => {
  const cutoff = random.uniform(60, 150);
  return filter(filter(white(length, rate, random), rate, 'low', cutoff), rate, 'low', cutoff);
};

/** Generates mains hum: a fundamental with harmonics that get weaker. */
const hum: NoiseSource = (length, rate, random) => {
  const fundamental = random.pick([50, 60, 100]);
  const phases = Array.from({ length: 8 }, () => random.uniform(0, 2 * Math.PI));
  return new Float32Array(length).map((_, index) =>
    phases.reduce(
      (sum, phase, order) =>
        sum + Math.sin((2 * Math.PI * fundamental * (order + 1) * index) / rate + phase) / (order + 1),
      0,
    ),
  );
};

/** Generates vinyl crackle: short decaying clicks at random times over faint hiss. */
const crackle: NoiseSource = (length, rate, random) => {
  const samples = white(length, rate, random).map((sample) => sample * 0.004);
  const clicks = Math.round((random.uniform(15, 60) * length) / rate);
  for (let click = 0; click < clicks; click++) {
    const start = random.whole(0, length - 1);
    const height = random.logarithmic(0.05, 1);
    const decay = random.uniform(4, 30);
    for (let offset = 0; offset < 200 && start + offset < length; offset++) {
      samples[start + offset] = (samples[start + offset] ?? 0) + height * random.normal() * Math.exp(-offset / decay);
    }
  }
  return samples;
};

/** Generates wind: band-limited noise whose level changes slowly. */
const wind: NoiseSource = (length, rate, random) => {
  const phase = random.uniform(0, 2 * Math.PI);
  const speed = random.uniform(0.1, 0.5);
  return filter(pink(length, rate, random), rate, 'band', random.uniform(250, 700), 0.8).map(
    (sample, index) => sample * (1 + 0.6 * Math.sin((2 * Math.PI * speed * index) / rate + phase)),
  );
};

const midBand: NoiseSource = (length, rate, random) =>
  filter(white(length, rate, random), rate, 'band', random.logarithmic(700, 3000), 1.5);

const air: NoiseSource = (length, rate, random) => filter(white(length, rate, random), rate, 'high', 5000);

/** Generates the buzz of a bad cable: narrow pulses at a fixed rate. */
const buzz: NoiseSource = (length, rate, random) => {
  const period = rate / random.pick([50, 60, 120]);
  const pulses = new Float32Array(length).map((_, index) => (index % period < 1 ? 1 : 0));
  return mix(filter(pulses, rate, 'high', 300), white(length, rate, random), 0.002);
};

/** Background noises by label, each with the range of its level below the level of the music, in dB. */
export const backgrounds = {
  hiss: { source: white, decibels: [10, 24] },
  pink: { source: pink, decibels: [8, 20] },
  brown: { source: brown, decibels: [6, 18] },
  rumble: { source: rumble, decibels: [8, 20] },
  hum: { source: hum, decibels: [8, 20] },
  crackle: { source: crackle, decibels: [12, 24] },
  wind: { source: wind, decibels: [8, 18] },
  band: { source: midBand, decibels: [10, 20] },
  air: { source: air, decibels: [14, 26] },
  buzz: { source: buzz, decibels: [12, 22] },
} as const satisfies Record<string, { source: NoiseSource; decibels: readonly [number, number] }>;

export type BackgroundName = keyof typeof backgrounds;
