import type { Random } from './random.ts';

/** Returns the gain, from 0 to 1, at the time `seconds` of a clip with the length `length` in seconds. */
export type Envelope = (seconds: number, length: number) => number;

export interface Dynamics {
  readonly name: string;
  readonly envelope: Envelope;
}

const gain = (decibels: number) => 10 ** (decibels / 20);

/** Functions that create a loudness envelope with a range of `range` dB and random details. */
const makers: Record<string, (random: Random, range: number) => Envelope> = {
  flat: () => () => 1,
  fade_in: (_random, range) => (t, length) => gain(range * (t / length - 1)),
  fade_out: (_random, range) => (t, length) => gain((-range * t) / length),
  swell: (_random, range) => (t, length) => gain(-range * Math.abs((2 * t) / length - 1)),
  dip: (_random, range) => (t, length) => gain(-range * (1 - Math.abs((2 * t) / length - 1))),
  pulse: (random, range) => {
    const cycles = random.uniform(1.6, 3.4);
    return (t, length) => gain((-range * (1 + Math.cos((2 * Math.PI * cycles * t) / length))) / 2);
  },
  tremolo: (random, range) => {
    const rate = random.uniform(3.5, 7);
    return (t) => gain((-Math.min(range, 14) * (1 + Math.sin(2 * Math.PI * rate * t))) / 2);
  },
  step_up: (random, range) => {
    const at = random.uniform(0.35, 0.65);
    return (t, length) => gain(t < at * length ? -range * 0.7 : 0);
  },
  step_down: (random, range) => {
    const at = random.uniform(0.35, 0.65);
    return (t, length) => gain(t < at * length ? 0 : -range * 0.7);
  },
  accents: (random, range) => {
    const period = random.uniform(0.9, 1.8);
    // The gain rises within 40 ms at the start of each accent, and falls until the next accent.
    return (t) => {
      const since = t % period;
      return gain(-range * 0.6 * Math.max(1 - since / 0.04, Math.min(1, since / (0.8 * period))));
    };
  },
  late: (random) => {
    const at = random.uniform(0.2, 0.4);
    return (t, length) => (t < at * length ? 0.003 : 1);
  },
  gap: (random) => {
    const [from, to] = [random.uniform(0.3, 0.45), random.uniform(0.55, 0.7)];
    return (t, length) => (t > from * length && t < to * length ? 0.01 : 1);
  },
};

/** Names of envelopes without silent parts and without a beat. */
const gentle = ['fade_in', 'fade_out', 'swell', 'dip', 'pulse'];

/** Draws `count` different loudness envelopes, one of them flat. All have the same range in dB. */
export function drawDynamics(random: Random, count: number, plain = false): Dynamics[] {
  const range = random.uniform(14, 34);
  const others = plain ? gentle : Object.keys(makers).filter((name) => name !== 'flat');
  return ['flat', ...random.sample(others, count - 1)].map((name) => {
    const maker = makers[name];
    if (maker === undefined) throw new RangeError(`no dynamics called ${name}`);
    return { name, envelope: maker(random, range) };
  });
}
