import { white } from './background-noise.ts';
import type { Piece } from './corpus.ts';
import { falling, frequencyModulation, harmonics, odd, place, pluck, SYNTH_RATE } from './oscillators.ts';
import { createRandom, type Random } from './random.ts';
import { fadeEnds, filter, mix, scaleToPeak, shape } from './signal-processing.ts';

type Maker = (length: number, random: Random) => Float32Array;

const pitch = (random: Random, low = 36, high = 88) => 440 * 2 ** ((random.whole(low, high) - 69) / 12);

const chord: Maker = (length, random) => {
  const root = pitch(random, 40, 64);
  const intervals = random.pick([
    [0, 4, 7],
    [0, 3, 7],
    [0, 4, 7, 11],
    [0, 3, 7, 10],
    [0, 5, 7],
    [0, 3, 6],
  ]);
  const samples = new Float32Array(length);
  for (const semitones of intervals) {
    place(
      samples,
      harmonics(length, () => root * 2 ** (semitones / 12), falling(12, random.uniform(1, 2))),
      0,
    );
  }
  return samples;
};

/** Returns a pad: slightly detuned, slowly swelling tones through a low-pass filter. */
const pad: Maker = (length, random) => {
  const root = pitch(random, 36, 60);
  const samples = new Float32Array(length);
  for (const semitones of [0, 7, 12, random.pick([3, 4, 10])]) {
    const detune = 1 + random.uniform(-0.004, 0.004);
    place(
      samples,
      harmonics(length, () => root * detune * 2 ** (semitones / 12), falling(16, 1)),
      0,
    );
  }
  const speed = random.uniform(0.1, 0.6);
  const swelling = shape(samples, SYNTH_RATE, (seconds) => 1 - 0.5 * Math.cos(2 * Math.PI * speed * seconds));
  return filter(swelling, SYNTH_RATE, 'low', random.logarithmic(400, 3000));
};

const sweep: Maker = (length, random) => {
  const [from, to] = [random.logarithmic(60, 2000), random.logarithmic(200, 9000)];
  const seconds = length / SYNTH_RATE;
  return harmonics(length, (t) => from * (to / from) ** (t / seconds), random.pick([[1], falling(10, 1)]));
};

const clicks: Maker = (length, random) => {
  const samples = new Float32Array(length);
  const period = SYNTH_RATE / random.logarithmic(1, 12);
  const click = filter(white(300, SYNTH_RATE, random), SYNTH_RATE, 'band', random.logarithmic(500, 6000), 2);
  const short = click.map((sample, index) => sample * Math.exp(-index / 40));
  for (let start = 0; start < length; start += period) place(samples, short, start);
  return samples;
};

const arpeggio: Maker = (length, random) => {
  const samples = new Float32Array(length);
  const step = Math.round(SYNTH_RATE * random.uniform(0.1, 0.4));
  const root = pitch(random, 45, 70);
  const notes = random.pick([
    [0, 4, 7, 12],
    [0, 3, 7, 12],
    [0, 2, 4, 7, 9],
    [0, 5, 10, 15],
  ]);
  for (let index = 0; index * step < length; index++) {
    const frequency = root * 2 ** ((notes[index % notes.length] ?? 0) / 12);
    place(samples, pluck(step * 2, frequency, white(2000, SYNTH_RATE, random)), index * step);
  }
  return samples;
};

const makers: Readonly<Record<string, Maker>> = {
  sine: (length, random) => steady(length, random, [1]),
  saw: (length, random) => steady(length, random, falling(40, 1)),
  square: (length, random) => steady(length, random, odd(40)),
  organ: (length, random) => steady(length, random, [1, 0.7, 0.5, 0.3, 0, 0.3, 0, 0.2]),
  vibrato: (length, random) => {
    const [centre, speed] = [pitch(random), random.uniform(4, 7)];
    return harmonics(length, (t) => centre * (1 + 0.01 * Math.sin(2 * Math.PI * speed * t)), falling(12, 1.3));
  },
  chord,
  pad,
  drone: (length, random) => mix(pad(length, random), white(length, SYNTH_RATE, random), 0.02),
  sweep,
  fm: (length, random) =>
    frequencyModulation(
      length,
      pitch(random),
      random.pick([0.5, 1, 1.41, 2, 3.5]),
      random.uniform(1, 8),
      random.uniform(0.3, 3),
    ),
  bell: (length, random) => {
    const decay = random.uniform(0.3, 1.5);
    const struck = frequencyModulation(length, pitch(random, 60, 90), 1.4, random.uniform(2, 6), decay);
    return shape(struck, SYNTH_RATE, (t) => Math.exp(-t / decay));
  },
  pluck: (length, random) => pluck(length, pitch(random), white(2000, SYNTH_RATE, random)),
  clicks,
  arpeggio,
  siren: (length, random) => {
    const [centre, speed] = [random.uniform(500, 1200), random.uniform(0.3, 3)];
    return harmonics(length, (t) => centre * (1 + 0.3 * Math.sin(2 * Math.PI * speed * t)), falling(8, 1.2));
  },
  blips: (length, random) => {
    const samples = new Float32Array(length);
    const blip = fadeEnds(steady(2500, random, [1]), SYNTH_RATE);
    const period = SYNTH_RATE * random.uniform(0.12, 0.9);
    for (let start = 0; start < length; start += period) place(samples, blip, start);
    return samples;
  },
};

function steady(length: number, random: Random, amplitudes: readonly number[]): Float32Array {
  const frequency = pitch(random);
  return harmonics(length, () => frequency, amplitudes);
}

const TAKES = 10;

/** Creates a tone. A fifth of the tones are shorter than half a second; a fifth get silence before and after them. */
function frame(make: Maker, random: Random): Float32Array {
  const short = random.chance(0.2);
  const length = Math.round(SYNTH_RATE * (short ? random.logarithmic(0.03, 0.5) : random.uniform(1, 8)));
  const tone = fadeEnds(make(length, random), SYNTH_RATE);
  if (!random.chance(0.2)) return tone;
  const before = Math.round(SYNTH_RATE * random.uniform(0.1, 2));
  const padded = new Float32Array(before + length + Math.round(SYNTH_RATE * random.uniform(0.1, 2)));
  place(padded, tone, before);
  return padded;
}

/** Generates synthesizer tones: plain waves, chords, sweeps, clicks, pads, bells. */
export const tones: Piece = {
  name: 'tones',
  about: '16 kinds of synthesizer tones; some are shorter than half a second, and some have silence on both sides.',
  packages: [],
  async build(add) {
    const random = createRandom('tones');
    for (const [kind, make] of Object.entries(makers)) {
      for (let take = 0; take < TAKES; take++) {
        const samples = scaleToPeak(frame(make, random), random.uniform(0.05, 0.95));
        await add({ group: 'synthetic', set: 'tones', labels: { class: kind }, sound: { samples, rate: SYNTH_RATE } });
      }
    }
  },
};
