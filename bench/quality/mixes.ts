/**
 * Measures mixed searches on generated sets of clips whose instrument and rhythm vary independently.
 *
 *     npx tsx bench/quality/mixes.ts [SEED...]
 *
 * The constants of `src/engine/mix.ts` were chosen on the seed `alchemy-choose`. Needs FluidSynth and the soundfont
 * TimGM6mb.
 */
import type { Embedding } from '../../src/engine/embedding.ts';
import { compareMix, type Ingredient } from '../../src/engine/mix.ts';
import { createMonoResampler } from '../../src/engine/resample/mono-resampler.ts';
import { createRandom, type Random } from '../../training/random.ts';
import type { ReasonsClip } from '../../training/reasons-clips.ts';
import { canGenerateReasons, generatedReasons } from './generated-reasons.ts';
import { embedSamples } from './sound.ts';
import { table } from './table.ts';

const SETS = 3;
const QUERIES = 150;

interface Clip {
  readonly embedding: Embedding;
  readonly instrument: string;
  readonly rhythm: string;
}

const like = ({ embedding }: Clip, quality: Ingredient['quality'] = null) =>
  ({ embedding, role: 'like', quality }) as const;
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

if (!canGenerateReasons()) throw new Error('install the Debian packages fluidsynth and timgm6mb-soundfont');
const seeds =
  process.argv.length > 2 ? process.argv.slice(2) : ['alchemy-report-1', 'alchemy-report-2', 'alchemy-report-3'];
const rows: (string | number)[][] = [];
for (const seed of seeds) {
  let set = 0;
  for await (const clips of generatedReasons(seed)) {
    rows.push([`${seed}, set ${++set}`, ...measure(clips.map(clipOf), createRandom(`${seed} ${set}`))]);
    if (set === SETS) break;
  }
}
const columns = rows[0]?.slice(1).map((_, i) => mean(rows.map((row) => Number(row[i + 1])))) ?? [];
console.log(
  table(
    [
      'set',
      'blend first',
      'one of the best three',
      'rank of the unwanted kind',
      'with "less like"',
      'order of the others kept',
    ],
    [...rows, ['mean', ...columns]],
  ),
);

function clipOf({ labels, sound }: ReasonsClip): Clip {
  const resampler = createMonoResampler({ rate: sound.rate, channels: 1, withClap: false });
  resampler.write(new Uint8Array(sound.samples.buffer, sound.samples.byteOffset, sound.samples.byteLength));
  return { ...labels, embedding: embedSamples(resampler.finish().feature) };
}

function measure(clips: readonly Clip[], random: Random): number[] {
  const blends = Array.from({ length: QUERIES }, () => rankOfBlend(clips, random));
  const unwanted = Array.from({ length: QUERIES }, () => effectOfUnwanted(clips, random));
  return [
    mean(blends.map((rank) => Number(rank === 0))),
    mean(blends.map((rank) => Number(rank < 3))),
    ...(['before', 'after', 'kept'] as const).map((name) => mean(unwanted.map((effect) => effect[name]))),
  ];
}

/** Returns the rank of the first clip with the instrument of one clip and the rhythm of another one. */
function rankOfBlend(clips: readonly Clip[], random: Random): number {
  for (;;) {
    const [a, b] = [random.pick(clips), random.pick(clips)];
    const isBlend = ({ instrument, rhythm }: Clip) => instrument === a.instrument && rhythm === b.rhythm;
    if (a.instrument === b.instrument || a.rhythm === b.rhythm || !clips.some(isBlend)) continue;
    const mix = [like(a, 'tone'), like(b, 'rhythm')];
    return ranked(clips, [a, b], (clip) => compareMix(mix, clip.embedding).score).findIndex(isBlend);
  }
}

/** Returns the mean rank (0 to 1) of the unwanted instrument, and the share of the pairs of others in the same order. */
function effectOfUnwanted(clips: readonly Clip[], random: Random) {
  const query = random.pick(clips);
  const unwanted = random.pick(clips.filter(({ instrument }) => instrument !== query.instrument));
  const mix = [like(query), { embedding: unwanted.embedding, role: 'unlike', quality: null } as const];
  const order = (used: typeof mix | [(typeof mix)[0]]) =>
    ranked(clips, [query, unwanted], ({ embedding }) => compareMix(used.slice(), embedding).score);
  const [before, after] = [order([like(query)]), order(mix)];
  const rankIn = (clip: readonly Clip[]) =>
    mean(clip.flatMap(({ instrument }, rank) => (instrument === unwanted.instrument ? [rank / clip.length] : [])));
  const others = before.filter(({ instrument }) => instrument !== unwanted.instrument);
  const places = others.map((clip) => after.indexOf(clip));
  const kept = places.flatMap((place, i) => places.slice(i + 1).map((later) => Number(place < later)));
  return { before: rankIn(before), after: rankIn(after), kept: mean(kept) };
}

function ranked(clips: readonly Clip[], without: readonly Clip[], score: (clip: Clip) => number): Clip[] {
  const scored = clips.filter((clip) => !without.includes(clip)).map((clip) => ({ clip, score: score(clip) }));
  return scored.sort((a, b) => b.score - a.score).map(({ clip }) => clip);
}
