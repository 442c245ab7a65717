import { bandPowers } from '../../../src/engine/search/band-powers.ts';
import { cohortLikeness } from '../../../src/engine/search/beat/cohort.ts';
import { onsetPattern } from '../../../src/engine/search/beat/onset-pattern.ts';
import { beatQuery, searchBeats } from '../../../src/engine/search/beat/search-beats.ts';
import { createRandom } from '../../../training/random.ts';
import { drawDrumLoops, type LabeledPassage } from '../descriptors/generated-music.ts';
import { beatbox, burstOf } from './beats.ts';
import { type Measures, reciprocalRank, shareOf } from './measures.ts';
import { render } from './render.ts';

const LOOPS = 120;
const MAX_SECONDS = 14;
const TOP = 100;
/** Steps that hold the notes of straight and of swung patterns. */
const STEPS_PER_BEAT = 12;
/** Greatest relative error of a right tempo ratio: 4 %. */
const TOLERANCE = 0.04;

/** Measures how well beatboxed imitations find 120 drum loops, of which no two have the same pattern, and samples. */
export async function beatMeasures(seed: string, samples: readonly Float32Array[]): Promise<Measures> {
  const loops = differentLoops(seed);
  const rendered = await render(loops.map(({ passage }) => passage));
  const beats = [...rendered, ...samples].map((sound) => {
    const pattern = onsetPattern(bandPowers(sound));
    return { pattern, cohort: cohortLikeness(pattern) };
  });
  const judge = (name: string, drawTempo: (random: ReturnType<typeof createRandom>) => number) => {
    const random = createRandom(`beatbox ${seed} ${name}`);
    return loops.map((loop, i) => {
      const bar = (4 * 60) / loop.bpm;
      const tempo = drawTempo(random);
      const from = (random.whole(0, 3) * bar) % loop.passage.seconds;
      const seconds = Math.min(10, Math.max(4, 2 * bar));
      const query = beatQuery(onsetPattern(bandPowers(beatbox(loop, { tempo, seconds, from }, random))));
      const hits = query ? searchBeats(query, beats, TOP) : [];
      const rank = hits.findIndex(({ index }) => index === i);
      const error = Math.abs(Math.log((hits[rank]?.tempoRatio ?? 0) * tempo));
      return { rank, isRatioRight: error <= TOLERANCE };
    });
  };
  const mrr = (found: ReturnType<typeof judge>) => reciprocalRank(found.map(({ rank }) => rank));
  const ratios = (found: ReturnType<typeof judge>) => shareOf(found.map(({ isRatioRight }) => isRatioRight));
  const same = judge('same', () => 1);
  const near = judge('near', (random) => random.pick([0.92, 1.08]));
  const wide = judge('wide', (random) => random.logarithmic(0.62, 1.6));
  return {
    'beat: MRR at the same tempo': mrr(same),
    'beat: MRR at 8 % more or less': mrr(near),
    'beat: ratio right at 8 % more or less': ratios(near),
    'beat: MRR at 0.62 to 1.6 times the tempo': mrr(wide),
    'beat: ratio right at 0.62 to 1.6 times the tempo': ratios(wide),
  };
}

/** Draws loops of which no two have the same pattern of kicks, snares and hats, at whatever tempo. */
function differentLoops(seed: string): LabeledPassage[] {
  const seen = new Set<string>();
  const isNew = (loop: LabeledPassage) => {
    const key = patternOf(loop);
    const isKnown = seen.has(key);
    seen.add(key);
    return !isKnown;
  };
  const drawn = drawDrumLoops(createRandom(`beats ${seed}`), 4 * LOOPS);
  return drawn.filter((loop) => loop.passage.seconds <= MAX_SECONDS && isNew(loop)).slice(0, LOOPS);
}

/** Returns the shortest part whose repetition is the loop: its beats, and its bursts in twelfths of a beat. */
function patternOf({ passage: { notes, seconds }, bpm }: LabeledPassage): string {
  const beats = Math.round((seconds * bpm) / 60);
  const within = (period: number) => [
    ...new Set(
      notes.map(({ start, pitch }) => {
        const step = Math.round((start * bpm * STEPS_PER_BEAT) / 60) % (period * STEPS_PER_BEAT);
        return `${step} ${burstOf(pitch)}`;
      }),
    ),
  ];
  const whole = within(beats).length;
  const periods = [...Array(beats).keys()].map((i) => i + 1).filter((period) => beats % period === 0);
  const period = periods.find((some) => within(some).length * (beats / some) === whole) ?? beats;
  return `${period} ${within(period).sort().join()}`;
}
