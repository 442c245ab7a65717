import { extractFeatures } from '../src/engine/features/extract-features.ts';
import { FEATURE_RATE } from '../src/engine/pcm.ts';
import { noise, sine } from '../tests/helpers/signals.ts';
import { extractWithMeyda } from './meyda.ts';
import { median } from './quantiles.ts';

/**
 * Measures the time to compute the six features of 30 s of decoded audio and, for comparison, the four of them that Meyda
 * can compute. librosa takes 0.30 to 0.41 s for the six, after warm-up, on two cores.
 *
 *   npx tsx bench/features.ts
 */
const SECONDS = 30;
const WARM_UP = 2;
const RUNS = 9;

// A melody over noise, so that no feature is zero.
const hiss = noise(FEATURE_RATE, SECONDS, 0.05);
const notes = [220, 277, 330, 440, 330, 277].map((hertz) => sine(hertz, SECONDS / 60, FEATURE_RATE));
const samples = hiss.map((value, i) => {
  const note = notes[Math.floor((i / FEATURE_RATE) * 2) % notes.length];
  return value + (note?.[i % note.length] ?? 0);
});
const pcm = { feature: samples, clap: null, seconds: SECONDS };

const extract = () => extractFeatures(pcm);
const extractAsMeyda = () => extractWithMeyda(samples);

// The two runs alternate, so that other load affects both.
const times: Record<'ours' | 'meyda', number[]> = { ours: [], meyda: [] };
for (let run = 0; run < WARM_UP + RUNS; run++) {
  const [ours, meyda] = [timeOf(extract), timeOf(extractAsMeyda)];
  if (run < WARM_UP) continue;
  times.ours.push(ours);
  times.meyda.push(meyda);
}
const [ours, meyda] = [median(times.ours), median(times.meyda)];
console.log(
  `six features of ${SECONDS} s: ${ours.toFixed(0)} ms; Meyda's four, frame by frame: ${meyda.toFixed(0)} ms`,
);
console.log(`ratio ${(ours / meyda).toFixed(3)} (1/${(meyda / ours).toFixed(1)})`);

function timeOf(work: () => void): number {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}
