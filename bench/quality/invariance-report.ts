import path from 'node:path';
import { type Embedding, FEATURE_NAMES, type FeatureName } from '../../src/engine/embedding.ts';
import { type SoundStatistics, soundStatistics } from '../../src/engine/features/sound-statistics.ts';
import { compare } from '../../src/engine/score.ts';
import { changedCopy, hasSox, INVARIANCE_CHANGES } from './invariance-changes.ts';
import { embedSamples, type QualitySound } from './sound.ts';
import { table } from './table.ts';

/** Sounds to which the changes are applied: loops, hits, tones and chords of the Sonic Pi samples, and spoken digits. */
const SOUNDS = [
  ...['loop_amen', 'loop_breakbeat', 'loop_compus', 'loop_garzul', 'loop_tabla'],
  ...['bd_haus', 'bd_808', 'sn_dub', 'drum_cymbal_open', 'perc_bell'],
  ...['bass_trance_c', 'guit_em9', 'ambi_choir', 'ambi_piano'],
  ...['3_jackson_7', '8_nicolas_0'],
];
/** Minimum salience of a feature in the unchanged sound for which its similarity is counted. */
const MIN_SALIENCE = 0.9;

type Library = readonly Pick<QualitySound, 'embedding'>[];

/** A changed copy of the sound `original` of the library. */
interface Copy {
  readonly original: number;
  readonly embedding: Embedding;
}

/**
 * Reports what remains of the similarity of each feature after a change of a sound, and the rank of the original.
 * A similarity is given as mean and minimum over the sounds in which the feature is clearly present. Needs sox. The
 * library consists of the Sonic Pi samples and, if they exist, the spoken digits.
 */
export async function invarianceReport(paths: readonly string[], library: Library): Promise<string> {
  if (!hasSox()) return 'Left out: sox with its GSM format is not installed (Debian: sox, libsox-fmt-all).';
  const chosen = paths.flatMap((file, index) => (SOUNDS.includes(path.parse(file).name) ? [index] : []));
  const salience = new Map<number, SoundStatistics['salience']>();
  for (const index of chosen) {
    const statistics = soundStatistics(await changedCopy(paths[index] ?? '', 'unchanged'));
    if (statistics) salience.set(index, statistics.salience);
  }
  const rows: string[][] = [];
  for (const change of INVARIANCE_CHANGES) {
    const copies: Copy[] = [];
    for (const original of chosen)
      copies.push({ original, embedding: embedSamples(await changedCopy(paths[original] ?? '', change)) });
    const similarities = FEATURE_NAMES.map((name) => {
      const clear = copies.filter(({ original }) => (salience.get(original)?.[name] ?? 0) >= MIN_SALIENCE);
      return spread(
        clear.flatMap(({ original, embedding }) => similarity(embedding, library[original]?.embedding, name)),
      );
    });
    const ranks = copies.map((copy) => rankOf(copy, library));
    const first = ranks.filter((rank) => rank === 1).length;
    rows.push([change, ...similarities, `${first} of ${ranks.length}`, String(Math.max(...ranks))]);
  }
  return table([`${chosen.length} sounds, against ${library.length}`, ...FEATURE_NAMES, 'first', 'worst rank'], rows);
}

function similarity(copy: Embedding, original: Embedding | undefined, name: FeatureName): number[] {
  return original ? [compare(copy, original).features[name]] : [];
}

function rankOf({ original, embedding }: Copy, library: Library): number {
  const scores = library.map((sound) => compare(embedding, sound.embedding).score);
  return 1 + scores.filter((score) => score > (scores[original] ?? 0)).length;
}

/** Formats the mean and the minimum of similarities. */
function spread(values: readonly number[]): string {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  return `${mean.toFixed(3)} (${Math.min(...values).toFixed(2)})`;
}
