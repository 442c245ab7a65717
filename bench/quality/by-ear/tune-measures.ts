import { SAME_TUNE_SCORE } from '../../../src/engine/search/claims.ts';
import { pitchLine } from '../../../src/engine/search/tune/hummed-notes.ts';
import { salienceMatrix } from '../../../src/engine/search/tune/salience-matrix.ts';
import { searchTunes, type TuneHit } from '../../../src/engine/search/tune/search-tunes.ts';
import { tuneQueries } from '../../../src/engine/search/tune/tune-query.ts';
import { drawInstruments, type Instrument } from '../../../training/instruments.ts';
import { createRandom } from '../../../training/random.ts';
import { concatenate, noiseSounds } from '../recordings/sound-sets.ts';
import { type HumOptions, hum } from './hums.ts';
import { type Measures, reciprocalRank, shareOf } from './measures.ts';
import { render, under } from './render.ts';
import { accompaniment, drawTunes, notesOf, played, reordered, type Tune, twice } from './tunes.ts';

const TUNES = 40;
const INSTRUMENTS = 3;
const TOP = 100;

/** A hum of tune `tune`, which is searched among the tunes that instrument `instrument` plays and other sounds. */
interface Hum extends HumOptions {
  readonly tune: number;
  readonly instrument: number;
  readonly first: number;
}

/** Measures how well hums find 40 tunes on three instruments among other sounds, and when two tunes count as the same. */
export async function tuneMeasures(seed: string, others: readonly Float32Array[]): Promise<Measures> {
  const random = createRandom(`tunes ${seed}`);
  const tunes = drawTunes(random, TUNES);
  const instruments = drawInstruments(random, INSTRUMENTS, true);
  const own = await render(instruments.flatMap((instrument) => tunes.map((tune) => played(tune, instrument))));
  const accompaniments = await render(tunes.map((tune) => accompaniment(tune, random)));
  const around = await render(
    drawTunes(random, 2 * TUNES).map((tune, i) => played(tune, at(instruments, i % INSTRUMENTS))),
  );
  const hums = tunes.flatMap((tune, i) =>
    instruments.map((_, instrument): Hum => {
      const shift = random.whole(-6, 6) - (random.chance(0.3) ? 12 : 0);
      const first = random.whole(0, tune.notes.length - 7);
      return { tune: i, instrument, shift, tempo: random.uniform(0.8, 1.25), first };
    }),
  );
  const sung = hums.map((each) =>
    hum(at(tunes, each.tune).notes, each, createRandom(`${seed} ${each.tune} ${each.instrument}`)),
  );
  const [noise] = noiseSounds(20, 'pink', 1, random);
  const rest = others.map(salienceMatrix);
  const judge = (queries: readonly Float32Array[], library: readonly Float32Array[]) => {
    const matrices = library.map(salienceMatrix);
    const found = hums.map((each, i) => {
      const start = each.instrument * TUNES;
      const hits = searchTunes(queryOf(at(queries, i)), [...matrices.slice(start, start + TUNES), ...rest], TOP);
      const rank = hits.findIndex(({ index }) => index === each.tune);
      const shift = at(instruments, each.instrument).octave - 60 - each.shift;
      return { rank, isShiftRight: hits[rank]?.semitones === shift };
    });
    return { mrr: reciprocalRank(found.map(({ rank }) => rank)), shift: shareOf(found.map((hit) => hit.isShiftRight)) };
  };
  const alone = judge(sung, own);
  const seven = hums.map((each) =>
    hum(notesOf(at(tunes, each.tune), each.first, 7), each, createRandom(`7 ${seed} ${each.tune} ${each.instrument}`)),
  );
  const repeated = hums.map((each) =>
    hum(
      twice(notesOf(at(tunes, each.tune), each.first, 7)),
      each,
      createRandom(`twice ${seed} ${each.tune} ${each.instrument}`),
    ),
  );
  const accompanied = (decibels: number) => own.map((tune, i) => under(tune, at(accompaniments, i % TUNES), decibels));
  const within = own.map((tune, i) =>
    concatenate([at(around, (i * 2) % around.length), tune, at(around, (i * 2 + 1) % around.length)]),
  );
  return {
    'tune: MRR of hums': alone.mrr,
    'tune: shift right': alone.shift,
    'tune: MRR, seven notes': judge(seven, own).mrr,
    'tune: MRR, seven notes hummed twice': judge(repeated, own).mrr,
    'tune: MRR, hums in noise at 20 dB': judge(
      sung.map((each) => under(each, noise?.samples ?? each, -20)),
      own,
    ).mrr,
    'tune: MRR, chords, bass and drums at -3 dB': judge(sung, accompanied(-3)).mrr,
    'tune: MRR, chords, bass and drums at +3 dB': judge(sung, accompanied(3)).mrr,
    'tune: MRR, within a longer piece': judge(sung, within).mrr,
    ...(await claimMeasures(seed, tunes, instruments, own)),
  };
}

/** Measures how often two sounds count as the same tune, if they have the tune or only its notes in common. */
async function claimMeasures(
  seed: string,
  tunes: readonly Tune[],
  instruments: readonly Instrument[],
  own: readonly Float32Array[],
): Promise<Measures> {
  const random = createRandom(`orders ${seed}`);
  const others = tunes.map((tune) => reordered(tune, random));
  const reorderings = (await render(others.map((tune) => played(tune, at(instruments, 0))))).map(salienceMatrix);
  const matrices = own.map(salienceMatrix);
  const isSame = (query: Float32Array, matrix: Uint8Array) => {
    const [hit]: (TuneHit | undefined)[] = searchTunes(queryOf(query), [matrix], 1);
    return (hit?.score ?? 0) >= SAME_TUNE_SCORE;
  };
  const same: boolean[] = [];
  const other: boolean[] = [];
  for (let tune = 0; tune < TUNES; tune++)
    for (let a = 0; a < INSTRUMENTS; a++) {
      const query = at(own, a * TUNES + tune);
      same.push(isSame(query, at(matrices, ((a + 1) % INSTRUMENTS) * TUNES + tune)));
      if (a > 0) other.push(isSame(query, at(reorderings, tune)));
    }
  return {
    'tune: "same tune" on another instrument': shareOf(same),
    'tune: "same tune" for the same notes in another order': shareOf(other),
  };
}

function queryOf(samples: Float32Array) {
  return tuneQueries(pitchLine(samples).notes);
}

function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`there is no item ${index}`);
  return item;
}
