import { SAME_TUNE_SCORE } from '../../../src/engine/search/claims.ts';
import type { Finder } from '../../../src/engine/search/create-finder.ts';
import { type FindQuery, findQueryOf, findSounds } from '../../../src/engine/search/find-query.ts';
import { searchDataOf } from '../../../src/engine/search/search-data.ts';
import { drawInstruments, type Instrument } from '../../../training/instruments.ts';
import { createRandom } from '../../../training/random.ts';
import { concatenate, noiseSounds } from '../recordings/sound-sets.ts';
import { type HumOptions, hum } from './hums.ts';
import { type Measures, reciprocalRank, shareOf } from './measures.ts';
import { render, under } from './render.ts';
import { accompaniment, drawTunes, notesOf, played, reordered, type Tune, type TuneNote, twice } from './tunes.ts';

const TUNES = 40;
const INSTRUMENTS = 3;
const TOP = 100;

/** A hum of tune `tune`, which is searched among the tunes that instrument `instrument` plays and other sounds. */
interface Hum extends HumOptions {
  readonly tune: number;
  readonly instrument: number;
  readonly first: number;
}

/**
 * Measures how well hums find 40 tunes on three instruments among other sounds, and when two tunes count as the same.
 * @param finder searches in threads: each measure takes 120 searches
 */
export async function tuneMeasures(
  seed: string,
  others: readonly Float32Array[],
  finder: Pick<Finder, 'find'>,
): Promise<Measures> {
  const random = createRandom(`tunes ${seed}`);
  const tunes = drawTunes(random, TUNES);
  const instruments = drawInstruments(random, INSTRUMENTS, true);
  const passages = [
    instruments.flatMap((instrument) => tunes.map((tune) => played(tune, instrument))),
    tunes.map((tune) => accompaniment(tune, random)),
    drawTunes(random, 2 * TUNES).map((tune, i) => played(tune, at(instruments, i % INSTRUMENTS))),
  ] as const;
  const [own = [], accompaniments = [], around = []] = await Promise.all(passages.map(render));
  const hums = tunes.flatMap((tune, i) =>
    instruments.map((_, instrument): Hum => {
      const shift = random.whole(-6, 6) - (random.chance(0.3) ? 12 : 0);
      const first = random.whole(0, tune.notes.length - 7);
      return { tune: i, instrument, shift, tempo: random.uniform(0.8, 1.25), first };
    }),
  );
  const sing = (name: string, notesIn: (each: Hum) => readonly TuneNote[]) =>
    hums.map((each) => hum(notesIn(each), each, createRandom(`${name}${seed} ${each.tune} ${each.instrument}`)));
  const sung = sing('', ({ tune }) => at(tunes, tune).notes);
  const sevenOf = ({ tune, first }: Hum) => notesOf(at(tunes, tune), first, 7);
  const [noise] = noiseSounds(20, 'pink', 1, random);
  const noisy = sung.map((each) => under(each, noise?.samples ?? each, -20));

  const rest = others.map(shared);
  const judge = async (queries: readonly FindQuery[], library: readonly Uint8Array[]) => {
    const found = await Promise.all(
      hums.map(async (each, i) => {
        const start = each.instrument * TUNES;
        const sounds = [...library.slice(start, start + TUNES), ...rest];
        const hits = await finder.find(at(queries, i), sounds, { top: TOP });
        const rank = hits.findIndex(({ index }) => index === each.tune);
        const shift = at(instruments, each.instrument).octave - 60 - each.shift;
        return { rank, isShiftRight: hits[rank]?.semitones === shift };
      }),
    );
    return { mrr: reciprocalRank(found.map(({ rank }) => rank)), shift: shareOf(found.map((hit) => hit.isShiftRight)) };
  };
  const queries = sung.map(queryOf);
  const library = own.map(shared);
  const accompanied = (decibels: number) =>
    own.map((tune, i) => shared(under(tune, at(accompaniments, i % TUNES), decibels)));
  const within = own.map((tune, i) =>
    shared(concatenate([at(around, (i * 2) % around.length), tune, at(around, (i * 2 + 1) % around.length)])),
  );
  const alone = await judge(queries, library);
  return {
    'tune: MRR of hums': alone.mrr,
    'tune: shift right': alone.shift,
    'tune: MRR, seven notes': (await judge(sing('7 ', sevenOf).map(queryOf), library)).mrr,
    'tune: MRR, seven notes hummed twice': (
      await judge(sing('twice ', (each) => twice(sevenOf(each))).map(queryOf), library)
    ).mrr,
    'tune: MRR, hums in noise at 20 dB': (await judge(noisy.map(queryOf), library)).mrr,
    'tune: MRR, chords, bass and drums at -3 dB': (await judge(queries, accompanied(-3))).mrr,
    'tune: MRR, chords, bass and drums at +3 dB': (await judge(queries, accompanied(3))).mrr,
    'tune: MRR, within a longer piece': (await judge(queries, within)).mrr,
    ...(await claimMeasures(seed, tunes, instruments, { queries: own.map(queryOf), library })),
  };
}

/** The tunes as the instruments play them: as queries, and their search data. */
interface OwnTunes {
  readonly queries: readonly FindQuery[];
  readonly library: readonly Uint8Array[];
}

/** Measures how often two sounds count as the same tune, if they have the tune or only its notes in common. */
async function claimMeasures(
  seed: string,
  tunes: readonly Tune[],
  instruments: readonly Instrument[],
  { queries, library }: OwnTunes,
): Promise<Measures> {
  const random = createRandom(`orders ${seed}`);
  const others = tunes.map((tune) => reordered(tune, random));
  const reorderings = (await render(others.map((tune) => played(tune, at(instruments, 0))))).map(shared);
  const isSame = (query: FindQuery, sound: Uint8Array) =>
    (findSounds(query, [sound], 1)[0]?.score ?? 0) >= SAME_TUNE_SCORE;
  const same: boolean[] = [];
  const other: boolean[] = [];
  for (let tune = 0; tune < TUNES; tune++)
    for (let a = 0; a < INSTRUMENTS; a++) {
      const query = at(queries, a * TUNES + tune);
      same.push(isSame(query, at(library, ((a + 1) % INSTRUMENTS) * TUNES + tune)));
      if (a > 0) other.push(isSame(query, at(reorderings, tune)));
    }
  return {
    'tune: "same tune" on another instrument': shareOf(same),
    'tune: "same tune" for the same notes in another order': shareOf(other),
  };
}

function queryOf(samples: Float32Array): FindQuery {
  return findQueryOf(samples, 'tune');
}

/** Returns the search data of a sound in memory that threads share. */
function shared(samples: Float32Array): Uint8Array {
  const { data } = searchDataOf(samples);
  const copy = new Uint8Array(new SharedArrayBuffer(data.length));
  copy.set(data);
  return copy;
}

function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`there is no item ${index}`);
  return item;
}
