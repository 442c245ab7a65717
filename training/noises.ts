import { type BackgroundName, backgrounds, pink, white } from './background-noise.ts';
import type { Piece } from './corpus.ts';
import { createRandom, type Random } from './random.ts';
import { filter, scaleToPeak } from './signal-processing.ts';

const RATE = 44_100;
const TAKES = 8;

type Maker = (length: number, random: Random) => Float32Array;

/** Returns noise through a band-pass filter whose center frequency sweeps over the spectrum. */
const sweptBand: Maker = (length, random) => {
  const samples = white(length, RATE, random);
  const [from, to] = [random.logarithmic(200, 1500), random.logarithmic(1500, 9000)];
  const block = 2048;
  const output = new Float32Array(length);
  const up = random.chance(0.5);
  for (let start = 0; start < length; start += block) {
    const place = up ? start / length : 1 - start / length;
    const lead = Math.max(0, start - block);
    const filtered = filter(samples.slice(lead, start + block), RATE, 'band', from * (to / from) ** place, 2);
    output.set(filtered.slice(start - lead), start);
  }
  return output;
};

const modulated =
  (slowest: number, fastest: number): Maker =>
  (length, random) => {
    const speed = random.logarithmic(slowest, fastest);
    const phase = random.uniform(0, 6);
    const depth = random.uniform(0.5, 1);
    return pink(length, RATE, random).map(
      (sample, index) =>
        sample * (1 - depth / 2 + (depth / 2) * Math.sin((2 * Math.PI * speed * index) / RATE + phase)),
    );
  };

const gated: Maker = (length, random) => {
  const period = random.uniform(0.15, 1) * RATE;
  const share = random.uniform(0.1, 0.6);
  return white(length, RATE, random).map((sample, index) => (index % period < share * period ? sample : 0));
};

const octaveBand =
  (centre: number): Maker =>
  (length, random) =>
    filter(filter(white(length, RATE, random), RATE, 'band', centre, 1.4), RATE, 'band', centre, 1.4);

const makers: Readonly<Record<string, Maker>> = {
  ...Object.fromEntries(
    (Object.keys(backgrounds) as BackgroundName[]).map((name): [string, Maker] => [
      name,
      (length, random) => backgrounds[name].source(length, RATE, random),
    ]),
  ),
  ...Object.fromEntries(
    [125, 500, 2000, 8000].map((centre): [string, Maker] => [`octave${centre}`, octaveBand(centre)]),
  ),
  swept: sweptBand,
  slow_waves: modulated(0.2, 1.5),
  flutter: modulated(4, 15),
  gated,
};

/** Generates noises with many spectra, both steady and changing, with a length of 0.25 to 9 s. */
export const noises: Piece = {
  name: 'noise',
  about: '18 kinds of steady and changing noise, 0.25 to 9 s long.',
  packages: [],
  async build(add) {
    const random = createRandom('noise');
    for (const [kind, make] of Object.entries(makers)) {
      for (let take = 0; take < TAKES; take++) {
        const samples = make(Math.round(random.logarithmic(0.25, 9) * RATE), random);
        const sound = { samples: scaleToPeak(samples, random.uniform(0.05, 0.95)), rate: RATE };
        await add({ group: 'noise', set: 'noise', labels: { class: kind }, sound });
      }
    }
  },
};
