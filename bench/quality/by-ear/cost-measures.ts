import { decodeAudio } from '../../../src/engine/decode/decode.ts';
import { extractFeatures } from '../../../src/engine/features/extract-features.ts';
import { FEATURE_RATE } from '../../../src/engine/pcm.ts';
import { fingerprintOf } from '../../../src/engine/recordings/fingerprint.ts';
import { createFinder } from '../../../src/engine/search/create-finder.ts';
import {
  type FindQuery,
  findQueryOf,
  findSounds,
  SEARCH_KINDS,
  type SearchKind,
} from '../../../src/engine/search/find-query.ts';
import { searchDataOf } from '../../../src/engine/search/search-data.ts';
import { encodeAudio } from '../../../tests/helpers/encode-audio.ts';
import { longestBlock } from '../../longest-block.ts';
import { concatenate } from '../recordings/sound-sets.ts';
import { table } from '../table.ts';

const LIBRARY = 1000;
const SECONDS = 7;
const TURNS = 20;
/** How many times each sound is in a large library, number of searches of this library, and number of threads. */
const COPIES = 10;
const LARGE_TURNS = 7;
const THREADS = 2;
const TOP = 100;

/**
 * Reports the size of search data, their share of an analysis, the CPU time of a search of 1,000 sounds of 7 s, and the
 * times of a search of 10,000 in worker threads.
 */
export async function costMeasures(sounds: readonly Float32Array[]): Promise<string> {
  const whole = concatenate(sounds);
  const cut = (i: number, seconds: number) => {
    const from = (i * 131 * FEATURE_RATE) % (whole.length - seconds * FEATURE_RATE);
    return whole.slice(from, from + seconds * FEATURE_RATE);
  };
  const long = await encodeAudio(cut(1, 30), FEATURE_RATE, 'mp3');
  const shares: number[] = [];
  const added: number[] = [];
  for (let turn = 0; turn < TURNS; turn++) {
    const start = process.cpuUsage();
    const pcm = await decodeAudio(long, { decoder: 'wasm', withClap: false, maxSeconds: 600, timeoutMs: 60_000 });
    extractFeatures(pcm);
    fingerprintOf(pcm.feature);
    const analysis = cpuMs(start);
    const middle = process.cpuUsage();
    searchDataOf(pcm.feature);
    added.push(cpuMs(middle));
    shares.push((100 * cpuMs(middle)) / analysis);
  }
  const data = Array.from({ length: LIBRARY }, (_, i) => searchDataOf(cut(i, SECONDS)).data);
  const rows = SEARCH_KINDS.map((by) => {
    const times = Array.from({ length: TURNS }, (_, i) => {
      const query = findQueryOf(cut(i + 7, by === 'part' ? 3 : SECONDS), by);
      const start = process.cpuUsage();
      findSounds(query, data, 25);
      return cpuMs(start);
    });
    return [`search of ${LIBRARY} sounds of ${SECONDS} s by ${by}, ms of CPU time`, median(times)];
  });
  const large = await largeLibraryCosts(data, (i, by) => findQueryOf(cut(i, by === 'part' ? 3 : SECONDS), by));
  const bytes = data.reduce((sum, { length }) => sum + length, 0) / (LIBRARY * SECONDS);
  const costs = table(
    ['cost', 'median'],
    [
      ['search data, bytes per second of sound', bytes.toFixed(0)],
      ['search data of 30 s, ms of CPU time', median(added)],
      ['their share of decoding, features and fingerprint, %', median(shares)],
      ...rows,
    ],
  );
  return `${costs}\n\n${large}`;
}

/** Reports the times of a search of 10,000 sounds of 7 s in threads, and for how long it blocks the calling thread. */
async function largeLibraryCosts(
  data: readonly Uint8Array[],
  queryAt: (i: number, by: SearchKind) => FindQuery,
): Promise<string> {
  const sounds = Array.from({ length: COPIES }, () => data.map(shared)).flat();
  const finder = createFinder({ threads: THREADS, timeoutMs: 60_000 });
  const rows: string[][] = [];
  for (const by of SEARCH_KINDS) {
    const taken: { wall: number; cpu: number; block: number }[] = [];
    // The first search starts the threads, and does not count.
    for (let turn = 0; turn <= LARGE_TURNS; turn++) {
      const query = queryAt(turn + 7, by);
      const [start, cpu] = [performance.now(), process.cpuUsage()];
      await finder.find(query, sounds, { top: TOP });
      const times = { wall: performance.now() - start, cpu: cpuMs(cpu) };
      // The block is measured in a second search, because measuring it takes processor time.
      const block = await longestBlock(() => finder.find(query, sounds, { top: TOP }));
      if (turn > 0) taken.push({ ...times, block });
    }
    const of = (value: (time: (typeof taken)[number]) => number) => median(taken.map(value));
    rows.push([by, of(({ wall }) => wall), of(({ cpu }) => cpu), of(({ block }) => block)]);
  }
  await finder.close();
  const head = [`search of ${sounds.length} sounds in ${THREADS} threads by`, 'ms', 'ms of CPU time'];
  return table([...head, 'longest block of the calling thread, ms'], rows);
}

function shared(bytes: Uint8Array): Uint8Array {
  const copy = new Uint8Array(new SharedArrayBuffer(bytes.length));
  copy.set(bytes);
  return copy;
}

function cpuMs(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
}

function median(values: readonly number[]): string {
  return ([...values].sort((a, b) => a - b)[values.length >> 1] ?? 0).toFixed(0);
}
