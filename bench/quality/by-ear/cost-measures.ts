import { decodeAudio } from '../../../src/engine/decode/decode.ts';
import { extractFeatures } from '../../../src/engine/features/extract-features.ts';
import { FEATURE_RATE } from '../../../src/engine/pcm.ts';
import { fingerprintOf } from '../../../src/engine/recordings/fingerprint.ts';
import { findQueryOf, findSounds, SEARCH_KINDS } from '../../../src/engine/search/find-query.ts';
import { searchDataOf } from '../../../src/engine/search/search-data.ts';
import { encodeAudio } from '../../../tests/helpers/encode-audio.ts';
import { concatenate } from '../recordings/sound-sets.ts';
import { table } from '../table.ts';

const LIBRARY = 1000;
const SECONDS = 7;
const TURNS = 20;

/** Reports the size of search data, their share of an analysis, and the CPU time of a search of 1,000 sounds of 7 s. */
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
  const bytes = data.reduce((sum, { length }) => sum + length, 0) / (LIBRARY * SECONDS);
  return table(
    ['cost', 'median'],
    [
      ['search data, bytes per second of sound', bytes.toFixed(0)],
      ['search data of 30 s, ms of CPU time', median(added)],
      ['their share of decoding, features and fingerprint, %', median(shares)],
      ...rows,
    ],
  );
}

function cpuMs(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
}

function median(values: readonly number[]): string {
  return ([...values].sort((a, b) => a - b)[values.length >> 1] ?? 0).toFixed(0);
}
