import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BoardAnalysis, BoardEntry, RequestContext } from '../src/commands/app.ts';
import { medianLufs } from '../src/commands/soundboard/board-levels.ts';
import { findProblems, type Problem } from '../src/commands/soundboard/find-problems.ts';
import { decodeAudio } from '../src/engine/decode/decode.ts';
import { createEngine } from '../src/engine/index.ts';
import { CLAP_RATE } from '../src/engine/pcm.ts';
import { seededRandom } from '../src/engine/seeded-random.ts';
import { DEFAULT_LUFS, makeBoardSound } from '../src/engine/soundboard/make-board-sound.ts';
import { analyzeSound } from '../src/relations/analyze-sound.ts';
import { encodeAudio } from '../tests/helpers/encode-audio.ts';
import { SAMPLE_NAMES, samplePath } from '../tests/helpers/samples.ts';

/**
 * Fills soundboards with 48 sounds, of which 24 are planted: copies that are re-encoded, louder or without the first 10
 * to 40 % of what is audible, clipped sounds, and sounds that begin with silence. Prints what the check of a soundboard
 * finds and what it claims, and how long the comparison of all pairs takes with one thread.
 *
 *   npx tsx bench/board-check.ts [seed ...]
 */
const seeds = process.argv.slice(2).map(Number);
const ORDINARY = 24;
const PLANTED = { 're-encoded': 8, louder: 5, trimmed: 6, clipped: 3, late: 2 } as const;
type Kind = keyof typeof PLANTED;
const EXPECTED: Record<Kind, Problem['kind']> = {
  ...{ 're-encoded': 'double', louder: 'double', trimmed: 'double', clipped: 'clipped', late: 'silence' },
};
const DECODING = { decoder: 'wasm', withClap: true, maxSeconds: 600, timeoutMs: 60_000 } as const;

interface Planted {
  readonly name: string;
  readonly kind: Kind | null;
  readonly of: string;
  readonly file: Uint8Array;
}

const engine = await createEngine({ clap: 'off', decoder: 'wasm', threads: 1 });
const folder = await mkdtemp(join(tmpdir(), 'board-check-'));
for (const seed of seeds.length > 0 ? seeds : [1]) report(seed, await checkBoard(await fillBoard(seed)));
await engine.close();
await rm(folder, { recursive: true });

async function samplesOf(name: string): Promise<Float32Array> {
  const { clap } = await decodeAudio(samplePath(name), DECODING);
  if (!clap) throw new Error('the decoder returned no samples at 48 kHz');
  const { audio } = await makeBoardSound(clap, { targetLufs: DEFAULT_LUFS, timeoutMs: 60_000 });
  return (await decodeAudio(audio, DECODING)).clap ?? clap;
}

async function fillBoard(seed: number): Promise<Planted[]> {
  const random = seededRandom(seed);
  const names = SAMPLE_NAMES.map((name) => ({ name, order: random() })).sort((a, b) => a.order - b.order);
  const [ordinary, others] = [
    names.slice(0, ORDINARY),
    names.slice(ORDINARY, ORDINARY + PLANTED.clipped + PLANTED.late),
  ];
  const board: Planted[] = [];
  const put = async (kind: Kind | null, of: string, samples: Float32Array) => {
    const format = random() < 0.5 ? 'mp3' : 'opus';
    const file = await encodeAudio(samples, CLAP_RATE, format, { bitrate: random() < 0.5 ? '96k' : '128k' });
    board.push({ name: `${kind ?? 'ordinary'} ${of}`, kind, of, file });
  };
  for (const { name } of ordinary) await put(null, name, await samplesOf(name));
  const kinds = Object.entries(PLANTED).flatMap(([kind, count]) => Array<Kind>(count).fill(kind as Kind));
  const sources = [...ordinary.slice(0, PLANTED['re-encoded'] + PLANTED.louder + PLANTED.trimmed), ...others];
  for (const [index, kind] of kinds.entries()) {
    const { name } = sources[index] ?? { name: '' };
    const samples = await samplesOf(name);
    const [first, last] = audiblePart(samples);
    const cut = first + Math.round((0.1 + 0.3 * random()) * (last - first));
    const changed = {
      're-encoded': () => samples,
      louder: () => samples.map((sample) => Math.max(-1, Math.min(1, 2.5 * sample))),
      trimmed: () => samples.subarray(cut),
      clipped: () => samples.map((sample) => Math.max(-1, Math.min(1, 30 * sample))),
      late: () => Float32Array.from([...new Float32Array(CLAP_RATE / 2), ...samples]),
    }[kind]();
    await put(kind, name, changed);
  }
  return board;
}

/** Returns the first and the last sample that is less than 45 dB below the peak. A sound of 0.1 s is padded to 0.5 s. */
function audiblePart(samples: Float32Array): readonly [first: number, last: number] {
  const minimum = 10 ** (-45 / 20) * samples.reduce((max, sample) => Math.max(max, Math.abs(sample)), 0);
  const isAudible = (sample: number) => Math.abs(sample) > minimum;
  return [samples.findIndex(isAudible), samples.findLastIndex(isAudible)];
}

async function checkBoard(board: readonly Planted[]) {
  const analyses = new Map<string, BoardAnalysis>();
  const paths = new Map<string, string>();
  const entries: BoardEntry[] = [];
  for (const [index, { name, file }] of board.entries()) {
    const id = String(index);
    const path = join(folder, id);
    await writeFile(path, file);
    paths.set(id, path);
    const { embedding, fingerprint, descriptors } = await analyzeSound(engine, path, {});
    if (!descriptors) throw new Error(`${name} has no descriptors`);
    analyses.set(id, { embedding, fingerprint, levels: descriptors, crowded: await engine.crowdedFrames(path, {}) });
    entries.push({ id, name, emoji: null, emojiId: null, volume: 1, addedBy: null, url: id, available: true });
  }
  const download = async ({ url }: { url: string }) => ({ path: paths.get(url) });
  const app = { engine, download, disk: { reserve: async () => () => undefined } };
  const context = { app, guildId: '1', memberId: '1', task: { onEnd: () => undefined } } as unknown as RequestContext;
  const start = performance.now();
  const findings = await findProblems(context, entries, analyses, medianLufs(entries, analyses));
  const seconds = (performance.now() - start) / 1000;
  const sourceOf = ({ kind, of }: Planted) =>
    kind && board.findIndex((other) => other.kind === null && other.of === of);
  const embeddingOf = (index: number | null) => analyses.get(String(index))?.embedding;
  const checked = board.map((planted, index) => {
    const [own, source] = [embeddingOf(index), embeddingOf(sourceOf(planted))];
    return {
      ...planted,
      score: own && source ? engine.compare(own, source).score : null,
      problems: findings.find(({ entry }) => entry.id === String(index))?.problems ?? [],
    };
  });
  return { checked, seconds };
}

function report(seed: number, { checked, seconds }: Awaited<ReturnType<typeof checkBoard>>): void {
  const found = ({ kind, problems }: (typeof checked)[number]) =>
    kind !== null && problems.some((problem) => problem.kind === EXPECTED[kind]);
  const lines = Object.keys(PLANTED).map((kind) => {
    const planted = checked.filter((one) => one.kind === kind);
    return `${kind} ${planted.filter(found).length} of ${planted.length}`;
  });
  const lowest = Math.min(...checked.map(({ score }) => score ?? 1));
  const missed = checked.filter((one) => one.kind !== null && !found(one)).map(({ name }) => name);
  const claims = checked.flatMap(({ name, kind, of, problems }) =>
    problems
      .filter((problem) => kind === null || problem.kind !== EXPECTED[kind])
      .filter((problem) => kind !== 'louder' || (problem.kind !== 'louder' && problem.kind !== 'clipped'))
      .filter((problem) => kind !== 'clipped' || problem.kind !== 'louder')
      .map((problem) => `${name}: ${problem.kind}${problem.kind === 'double' ? ` of ${problem.other.name}` : ''}`)
      .concat(
        problems.flatMap((problem) =>
          problem.kind === 'double' && kind !== null && !problem.other.name.endsWith(` ${of}`)
            ? [`${name}: double of ${problem.other.name}`]
            : [],
        ),
      ),
  );
  console.log(
    `seed ${seed}: ${lines.join(', ')}; lowest score of a double ${lowest.toFixed(2)}; compared in ${seconds.toFixed(1)} s\n  missed: ${missed.join('; ') || 'none'}\n  also claimed: ${claims.join('; ') || 'nothing'}`,
  );
}
