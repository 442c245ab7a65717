import { pink, white } from './background-noise.ts';
import type { Piece } from './corpus.ts';
import { falling, frequencyModulation, harmonics, place, SYNTH_RATE as RATE } from './oscillators.ts';
import { createRandom, type Random } from './random.ts';
import { drawChannel, throughChannel } from './recording-channel.ts';
import { filter, mix, scaleToPeak, shape } from './signal-processing.ts';

type Maker = (length: number, random: Random) => Float32Array;

/** Returns a burst of band-limited noise that decays exponentially with the time constant `decay` in seconds. */
function burst(random: Random, seconds: number, centre: number, quality: number, decay: number): Float32Array {
  const noise = filter(white(Math.round(seconds * RATE), RATE, random), RATE, 'band', centre, quality);
  return shape(noise, RATE, (t) => Math.exp(-t / decay));
}

/** Adds sounds created by `make` at random times, on average `perSecond` sounds per second. */
function scatter(length: number, perSecond: number, random: Random, make: () => Float32Array): Float32Array {
  const samples = new Float32Array(length);
  for (let at = 0; at < length; at += (-Math.log(1 - random.uniform(0, 1)) / perSecond) * RATE) {
    place(samples, make(), at, random.logarithmic(0.1, 1));
  }
  return samples;
}

/** Adds a sound created by `make` every `period` seconds. Each period varies at random by up to the share `jitter`. */
function repeat(length: number, period: number, jitter: number, random: Random, make: (n: number) => Float32Array) {
  const samples = new Float32Array(length);
  let at = random.uniform(0, period);
  for (let count = 0; at * RATE < length; count++) {
    place(samples, make(count), at * RATE, random.uniform(0.8, 1));
    at += period * (1 + jitter * random.uniform(-1, 1));
  }
  return samples;
}

/** Returns a voice-like sound: the source filtered by resonances at the frequencies `formants`. */
function throat(source: Float32Array, formants: readonly number[]): Float32Array {
  const voice = new Float32Array(source.length);
  for (const [order, formant] of formants.entries())
    place(voice, filter(source, RATE, 'band', formant, 6), 0, 1 / (order + 1));
  return voice;
}

const makers: Readonly<Record<string, Maker>> = {
  rain: (length, random) => {
    const hiss = filter(pink(length, RATE, random), RATE, 'high', random.uniform(400, 1500));
    const drops = scatter(length, random.logarithmic(20, 150), random, () =>
      burst(random, 0.02, random.logarithmic(1500, 7000), 2, 0.004),
    );
    return mix(hiss, drops, random.uniform(1, 6));
  },
  waves: (length, random) => {
    const [period, phase, depth] = [random.uniform(3, 8), random.uniform(0, 6), random.uniform(2, 5)];
    const swell = (t: number) => Math.exp(depth * (Math.sin((2 * Math.PI * t) / period + phase) - 1));
    return shape(
      filter(pink(length, RATE, random), RATE, 'low', random.logarithmic(800, 4000)),
      RATE,
      (t) => 0.1 + swell(t),
    );
  },
  crackle: (length, random) => {
    const snaps = scatter(length, random.logarithmic(8, 50), random, () =>
      burst(random, 0.03, random.logarithmic(800, 6000), 1, random.uniform(0.001, 0.006)),
    );
    return mix(snaps, filter(pink(length, RATE, random), RATE, 'low', 500), random.uniform(0.02, 0.2));
  },
  clock: (length, random) => {
    const [first, second] = [random.logarithmic(1500, 5000), random.logarithmic(1500, 5000)];
    return repeat(length, random.pick([0.25, 0.5, 0.5, 1]), 0.005, random, (count) =>
      burst(random, 0.06, count % 2 === 0 ? first : second, 8, 0.008),
    );
  },
  helicopter: (length, random) => {
    const [speed, sharpness] = [random.uniform(9, 22), random.uniform(2, 8)];
    const rotor = (t: number) => Math.exp(sharpness * (Math.sin(2 * Math.PI * speed * t) - 1));
    const air = shape(filter(pink(length, RATE, random), RATE, 'low', random.logarithmic(300, 1500)), RATE, rotor);
    return mix(
      air,
      harmonics(length, () => speed * 8, falling(20, 1)),
      random.uniform(0, 0.1),
    );
  },
  chainsaw: (length, random) => {
    const [idle, revs, speed] = [random.uniform(40, 70), random.uniform(90, 180), random.uniform(0.2, 0.8)];
    const frequency = (t: number) => idle + (revs - idle) * Math.max(0, Math.sin(2 * Math.PI * speed * t)) ** 0.5;
    const motor = harmonics(
      length,
      (t) => frequency(t) * (1 + 0.02 * Math.sin(60 * t)),
      falling(60, random.uniform(0.4, 0.9)),
    );
    return mix(motor, filter(white(length, RATE, random), RATE, 'high', 2000), random.uniform(0.2, 0.8));
  },
  engine: (length, random) => {
    const revs = random.uniform(18, 60);
    const drift = random.uniform(-0.05, 0.05);
    const motor = harmonics(
      length,
      (t) => revs * (1 + drift * t + 0.01 * Math.sin(9 * t)),
      falling(50, random.uniform(0.7, 1.3)),
    );
    const air = filter(pink(length, RATE, random), RATE, 'low', 1500);
    return mix(filter(motor, RATE, 'low', random.logarithmic(300, 2000)), air, random.uniform(0.02, 0.2));
  },
  baby: (length, random) => {
    const pitch = random.uniform(350, 550);
    return repeat(length, random.uniform(0.9, 1.5), 0.2, random, () => {
      const seconds = random.uniform(0.5, 1);
      const rise = random.uniform(0.1, 0.35);
      const source = harmonics(
        Math.round(seconds * RATE),
        (t) => pitch * (1 + rise * Math.sin((Math.PI * t) / seconds) + 0.02 * Math.sin(40 * t)),
        falling(30, 0.7),
      );
      return shape(throat(source, [random.uniform(900, 1200), 1700, 3500]), RATE, (t) =>
        Math.sin((Math.PI * t) / seconds),
      );
    });
  },
  sneeze: (length, random) => {
    const [inhale, gap] = [random.uniform(0.2, 0.6), random.uniform(0.02, 0.15)];
    const breath = filter(white(Math.round(inhale * RATE), RATE, random), RATE, 'band', 1500, 1);
    const samples = new Float32Array(length);
    place(
      samples,
      shape(breath, RATE, (t) => 0.1 * (t / inhale)),
      0,
    );
    const blast = burst(random, 0.6, random.uniform(1500, 4000), 0.7, random.uniform(0.06, 0.15));
    place(samples, blast, (inhale + gap) * RATE);
    const pitch = random.uniform(120, 320);
    const voice = throat(
      harmonics(Math.round(0.4 * RATE), (t) => pitch * (1 - 0.5 * t), falling(20, 1)),
      [600, 1100, 2500],
    );
    place(
      samples,
      shape(voice, RATE, (t) => Math.exp(-t / 0.12)),
      (inhale + gap) * RATE,
      0.7,
    );
    return samples;
  },
  rooster: (length, random) => {
    const pitch = random.uniform(500, 800);
    const samples = new Float32Array(length);
    let at = random.uniform(0, 0.5);
    for (const [seconds, height, end] of [
      [0.18, 1, 1.1],
      [0.15, 1.2, 1.25],
      [0.3, 1.4, 1.3],
      [0.9, 1.5, 0.85],
    ] as const) {
      const source = harmonics(
        Math.round(seconds * RATE),
        (t) => pitch * (height + ((end - height) * t) / seconds),
        falling(20, 0.6),
      );
      place(
        samples,
        shape(throat(source, [1100, 2300, 3600]), RATE, (t) => Math.sin((Math.PI * t) / seconds) ** 0.5),
        at * RATE,
      );
      at += seconds + random.uniform(0.02, 0.08);
    }
    return samples;
  },
  barking: (length, random) => {
    const [pitch, size] = [random.logarithmic(180, 600), random.uniform(0.7, 1.3)];
    return repeat(length, random.uniform(0.35, 1), 0.3, random, () => {
      const seconds = random.uniform(0.12, 0.25);
      const source = harmonics(
        Math.round(seconds * RATE),
        (t) => pitch * (1.3 - (0.7 * t) / seconds),
        falling(30, 0.6),
      );
      const rough = mix(source, white(source.length, RATE, random), 0.3);
      return shape(throat(rough, [700 * size, 1300 * size, 2600 * size]), RATE, (t) =>
        Math.sin((Math.PI * t) / seconds),
      );
    });
  },
  crickets: (length, random) => {
    const [pitch, trill] = [random.uniform(3500, 5500), random.uniform(25, 60)];
    return repeat(length, random.uniform(0.3, 0.9), 0.05, random, () => {
      const chirp = harmonics(Math.round(random.uniform(0.15, 0.3) * RATE), () => pitch, [1, 0.1]);
      return shape(chirp, RATE, (t) => Math.max(0, Math.sin(2 * Math.PI * trill * t)));
    });
  },
  church_bells: (length, random) => {
    const pitches = Array.from({ length: 3 }, () => random.uniform(180, 700));
    return repeat(length, random.uniform(0.5, 1.4), 0.05, random, (count) => {
      const struck = frequencyModulation(3 * RATE, pitches[count % pitches.length] ?? 300, 1.41, 3, 0.8);
      return shape(struck, RATE, (t) => Math.exp(-t / 1.1));
    });
  },
  footfall: (length, random) => {
    const [centre, decay] = [random.logarithmic(120, 1200), random.uniform(0.02, 0.07)];
    return repeat(length, random.uniform(0.3, 0.7), 0.06, random, () => {
      const step = burst(random, 0.2, centre, 1, decay);
      place(step, burst(random, 0.1, centre * 4, 1, decay / 2), 0.05 * RATE, 0.4);
      return step;
    });
  },
  typing: (length, random) =>
    repeat(length, random.uniform(0.1, 0.25), 0.7, random, () =>
      burst(random, 0.05, random.logarithmic(1800, 4500), 2, 0.006),
    ),
  bubbles: (length, random) =>
    scatter(length, random.uniform(4, 20), random, () => {
      const [pitch, rise] = [random.logarithmic(300, 1500), random.uniform(2, 12)];
      const bubble = harmonics(Math.round(0.15 * RATE), (t) => pitch * (1 + rise * t), [1]);
      return shape(bubble, RATE, (t) => Math.exp(-t / 0.03));
    }),
  ringing: (length, random) => {
    const [low, high, trill] = [random.uniform(400, 900), random.uniform(900, 2200), random.uniform(12, 28)];
    const on = random.uniform(0.5, 1.5);
    const bells = harmonics(length, (t) => ((t * trill) % 1 < 0.5 ? low : high), falling(6, 1));
    return shape(bells, RATE, (t) => (t % (2 * on) < on ? 1 : 0));
  },
};

const TAKES = 24;
const CLIP_SECONDS = 5;

/** Synthesizes everyday sounds, each through a simulated room and recorder of its own. */
export const imitations: Piece = {
  name: 'imitations',
  about: '17 synthesized everyday sounds, each with its own simulated room and recording device.',
  packages: [],
  async build(add) {
    const random = createRandom('imitations');
    for (const [kind, make] of Object.entries(makers)) {
      for (let take = 0; take < TAKES; take++) {
        const samples = make(Math.round(random.uniform(2, CLIP_SECONDS) * RATE), random);
        const recorded = throughChannel({ samples, rate: RATE }, drawChannel(random, random.uniform(0, 1)), random);
        const sound = { ...recorded, samples: scaleToPeak(recorded.samples, random.uniform(0.1, 0.95)) };
        await add({ group: 'everyday', set: 'imitations', labels: { class: kind, synthetic: 'yes' }, sound });
      }
    }
  },
};
