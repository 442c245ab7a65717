import { decodeAudio } from '../src/engine/decode/decode.ts';
import type { Embedding } from '../src/engine/embedding.ts';
import { ENGINE_VERSION } from '../src/engine/embedding.ts';
import { extractFeatures } from '../src/engine/features/extract-features.ts';
import { CLAP_RATE } from '../src/engine/pcm.ts';
import { compare } from '../src/engine/score.ts';
import { DEFAULT_LUFS, makeBoardSound } from '../src/engine/soundboard/make-board-sound.ts';
import { SAMPLE_NAMES, samplePath } from '../tests/helpers/samples.ts';

/**
 * Cuts the 206 samples for a soundboard, decodes the cuts again, and prints what Discord and people ask of them.
 *
 *   npx tsx bench/board-sounds.ts [every nth sample, default 1]
 */
const step = Number(process.argv[2] ?? 1);
const DECODING = { decoder: 'wasm', withClap: true, withLevels: true, maxSeconds: 600, timeoutMs: 60_000 } as const;
/** Samples at each end whose steps are measured: 0.2 ms. */
const END = 10;

const names = SAMPLE_NAMES.filter((_, i) => i % step === 0);
interface Cut {
  readonly name: string;
  readonly embedding: Embedding;
  readonly seconds: number;
  readonly bytes: number;
  /** Distance from the target in LU. */
  readonly distance: number;
  readonly peak: number;
  readonly slope: number;
  readonly cpu: number;
}
const sources = new Map<string, Embedding>();
const cuts: Cut[] = [];
for (const name of names) {
  const { clap, feature, seconds } = await decodeAudio(samplePath(name), DECODING);
  if (!clap) throw new Error('the decoder returned no samples at 48 kHz');
  sources.set(name, embeddingOf(feature, seconds));
  const begun = process.cpuUsage();
  const { audio } = await makeBoardSound(clap, { targetLufs: DEFAULT_LUFS, timeoutMs: DECODING.timeoutMs });
  const { user, system } = process.cpuUsage(begun);
  const decoded = await decodeAudio(audio, DECODING);
  const { lufs, truePeakDb } = decoded.levels ?? {};
  cuts.push({
    ...{ name, bytes: audio.length, embedding: embeddingOf(decoded.feature, decoded.seconds) },
    seconds: (decoded.clap?.length ?? 0) / CLAP_RATE,
    distance: Math.abs((lufs ?? Number.NEGATIVE_INFINITY) - DEFAULT_LUFS),
    peak: truePeakDb ?? Number.NEGATIVE_INFINITY,
    slope: decoded.clap ? slopeAtEnds(decoded.clap) : 0,
    cpu: (user + system) / 1e6,
  });
}

function embeddingOf(feature: Float32Array, seconds: number): Embedding {
  const features = extractFeatures({ feature, clap: null, seconds });
  return { version: ENGINE_VERSION, clapModel: null, seconds, clap: null, features };
}

/** Returns the greatest step between two samples at either end, from and to silence included. */
function slopeAtEnds(samples: Float32Array): number {
  const starts = [0, ...samples.subarray(0, END)];
  const ends = [...samples.subarray(-END), 0];
  const steps = [starts, ends].flatMap((part) => part.slice(1).map((sample, i) => Math.abs(sample - (part[i] ?? 0))));
  return Math.max(...steps);
}

const isFirst = ({ name, embedding }: Cut) => {
  const own = sources.get(name);
  return (
    own && [...sources.values()].every((other) => compare(embedding, other).score <= compare(embedding, own).score)
  );
};
const worst = (what: 'seconds' | 'bytes' | 'distance' | 'peak' | 'slope' | 'cpu') => {
  const [first] = cuts.toSorted((a, b) => b[what] - a[what]);
  return first ? `${first[what].toFixed(3)} (${first.name})` : '-';
};
const share = (count: number) => `${count} of ${cuts.length}`;
console.log(`sounds cut: ${cuts.length}, target ${DEFAULT_LUFS} LUFS`);
console.log(`longest: ${worst('seconds')} s; largest: ${worst('bytes')} bytes`);
console.log(
  `within 0.5 LU: ${share(cuts.filter(({ distance }) => distance <= 0.5).length)}; farthest: ${worst('distance')} LU`,
);
console.log(`true peak: ${worst('peak')} dB; steepest end: ${worst('slope')} of full scale`);
const notFirst = cuts.filter((cut) => !isFirst(cut)).map(({ name }) => name);
console.log(`own source first: ${share(cuts.length - notFirst.length)}; not: ${notFirst.join(', ') || 'none'}`);
console.log(
  `processor time of a cut: mean ${(cuts.reduce((sum, { cpu }) => sum + cpu, 0) / cuts.length).toFixed(2)} s, most ${worst('cpu')} s`,
);
