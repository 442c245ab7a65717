import { decodeAudio } from '../../../src/engine/decode/decode.ts';
import { createEngine } from '../../../src/engine/engine.ts';
import { extractFeatures } from '../../../src/engine/features/extract-features.ts';
import { FEATURE_RATE } from '../../../src/engine/pcm.ts';
import { encodePeaks, fingerprintOf, levelDifference, peaksOf } from '../../../src/engine/recordings/fingerprint.ts';
import { BIN_COUNT } from '../../../src/engine/recordings/peaks.ts';
import { FINGERPRINT_VERSION, type Fingerprint } from '../../../src/engine/recordings/recording.ts';
import { createRecordingIndex } from '../../../src/engine/recordings/recording-index.ts';
import { yieldToEventLoop } from '../../../src/yield-to-event-loop.ts';
import { encodeAudio } from '../../../tests/helpers/encode-audio.ts';
import { wav } from '../../../tests/helpers/signals.ts';
import { table } from '../table.ts';
import { concatenate, type NamedSound } from './sound-sets.ts';

const LIBRARY_SIZE = 10_000;
const TOP = 10;
const QUERIES = 60;
const WARM_UP = 5;
const TURNS = 40;
/** As in `findRelations`. */
const MAX_DECODED = 4;

/** Reports the time to compute a fingerprint, its size, and the time to compare a sound with a library of 10,000. */
export async function costsReport(sounds: readonly NamedSound[]): Promise<string> {
  const audible = sounds.filter(({ samples }) => samples.length > 0.1 * FEATURE_RATE);
  const rows = [...(await analysisRows(audible)), ...sizeRows(audible), ...(await checkRows(audible))];
  return table(['cost', 'median', '95 %', 'maximum'], rows);
}

async function analysisRows(sounds: readonly NamedSound[]): Promise<string[][]> {
  const long = concatenate(sounds.map(({ samples }) => samples)).subarray(0, 30 * FEATURE_RATE);
  const file = await encodeAudio(long, FEATURE_RATE, 'mp3');
  const [analyses, fingerprints]: [number[], number[]] = [[], []];
  for (let turn = 0; turn < WARM_UP + TURNS; turn++) {
    const start = process.cpuUsage();
    const pcm = await decodeAudio(file, {
      decoder: 'wasm',
      withClap: false,
      maxSeconds: 600,
      timeoutMs: 60_000,
    });
    extractFeatures(pcm);
    const analysis = cpuMs(start);
    const middle = process.cpuUsage();
    fingerprintOf(pcm.feature);
    if (turn < WARM_UP) continue;
    analyses.push(analysis);
    fingerprints.push(cpuMs(middle));
  }
  const shares = fingerprints.map((time, i) => (100 * time) / (analyses[i] ?? 1));
  return [
    ['fingerprint of 30 s, ms of CPU time', ...quantiles(fingerprints)],
    ['its share of decoding and features without CLAP, %', ...quantiles(shares)],
  ];
}

function sizeRows(sounds: readonly NamedSound[]): string[][] {
  const size = ({ samples }: NamedSound) => (fingerprintOf(samples).data.length * FEATURE_RATE) / samples.length;
  const isLong = ({ samples }: NamedSound) => samples.length >= 1.5 * FEATURE_RATE;
  return [
    ['bytes per second, 1.5 s and more', ...quantiles(sounds.filter(isLong).map(size))],
    ['bytes per second, shorter', ...quantiles(sounds.filter((sound) => !isLong(sound)).map(size))],
  ];
}

/** Fills an index with generated sounds whose peaks are as dense as in real sounds, and looks real sounds up in it. */
async function checkRows(sounds: readonly NamedSound[]): Promise<string[][]> {
  const index = createRecordingIndex();
  const library = new Map<string, Fingerprint>();
  const own = sounds.map(({ samples }) => fingerprintOf(samples));
  const opened = performance.now();
  for (let i = 0; i < LIBRARY_SIZE; i++) {
    const fingerprint = own[i % own.length];
    if (!fingerprint) break;
    const added = i < own.length ? fingerprint : transposed(fingerprint, 37 * Math.floor(i / own.length));
    library.set(String(i), added);
    index.add(String(i), added);
  }
  const building = performance.now() - opened;
  const engine = await createEngine({ clap: 'off', threads: 1 });
  const files = sounds.map(({ samples }) => wav(samples, FEATURE_RATE));
  const recording = (id: string, fingerprint: Fingerprint, at: number, source = files[at % files.length]) => ({
    id,
    fingerprint,
    source: async () => source ?? null,
  });
  const first = own[0];
  const starting = performance.now();
  if (first) await engine.relate(recording('first', first, 0), recording('second', first, 0));
  const started = performance.now() - starting;
  const [searches, blocks]: [number[], number[]] = [[], []];
  const [checks, cpu]: [number[], number[]] = [[], []];
  // The first checks run slower, because V8 has not optimized their code yet.
  for (let query = -QUERIES; query < QUERIES; query++) {
    const at = (QUERIES * 7 + query * 7) % own.length;
    const fingerprint = own[at];
    if (!fingerprint) break;
    index.remove(String(at));
    const used = process.cpuUsage();
    const start = performance.now();
    const blocked = watchTurns();
    const candidates = await index.candidates(fingerprint, { top: TOP });
    const [searched, longest] = [cpuMs(used), await blocked()];
    const sound = recording(`query ${query}`, fingerprint, at);
    // As in `findRelations`: the sounds with the most similar levels first, and waveforms of only the first few.
    const ordered = candidates
      .flatMap((id) => ({ id, stored: library.get(id) ?? fingerprint }))
      .sort((x, y) => levelDifference(fingerprint, x.stored) - levelDifference(fingerprint, y.stored));
    let decoded = 0;
    const relations = ordered.map(({ id, stored }) => {
      const other = recording(id, stored, Number(id));
      return engine.relate(sound, { ...other, source: async () => (decoded++ < MAX_DECODED ? other.source() : null) });
    });
    await Promise.all(relations);
    const [elapsed, total] = [performance.now() - start, cpuMs(used)];
    index.add(String(at), fingerprint);
    if (query < 0) continue;
    searches.push(searched);
    blocks.push(longest);
    checks.push(elapsed);
    cpu.push(total);
  }
  await engine.close();
  return [
    [`index of ${LIBRARY_SIZE} sounds, ms to build`, building.toFixed(0), '', ''],
    [`index of ${LIBRARY_SIZE} sounds, MB`, (index.bytes / 1e6).toFixed(1), '', ''],
    [`${TOP} candidates among ${LIBRARY_SIZE}, ms of CPU time`, ...quantiles(searches)],
    ['longest turn of the event loop during the search, ms of CPU time', ...quantiles(blocks)],
    ['candidates and their comparison, ms', ...quantiles(checks)],
    ['the same, ms of CPU time', ...quantiles(cpu)],
    ['start of the worker thread and first comparison, ms', started.toFixed(0), '', ''],
  ];
}

/** Returns the CPU time of the process since a call, because elapsed time depends on other programs. */
function cpuMs(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
}

/** Measures the turns of the event loop until the returned function is called, which returns the longest turn. */
function watchTurns(): () => Promise<number> {
  let [longest, isWatched] = [0, true];
  let since = process.cpuUsage();
  const turn = () => {
    longest = Math.max(longest, cpuMs(since));
    since = process.cpuUsage();
    if (isWatched) setImmediate(turn);
  };
  setImmediate(turn);
  return async () => {
    await yieldToEventLoop();
    isWatched = false;
    return longest;
  };
}

function transposed(fingerprint: Fingerprint, by: number): Fingerprint {
  const peaks = peaksOf(fingerprint);
  const bins = peaks.bins.map((bin, i) => (bin + by + ((i * by) % 11)) % BIN_COUNT);
  const bands = peaks.bands.map((_, i) => peaks.bands[(i + by) % peaks.bands.length] ?? 0);
  return {
    version: FINGERPRINT_VERSION,
    seconds: fingerprint.seconds,
    data: encodePeaks({ ...peaks, bands, bins }, fingerprint.data.length),
  };
}

function quantiles(values: readonly number[]): string[] {
  const sorted = [...values].sort((a, b) => a - b);
  return [0.5, 0.95, 1].map((q) =>
    (sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0).toFixed(1),
  );
}
