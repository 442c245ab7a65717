import { decodeAudio } from '../src/engine/decode/decode.ts';
import { describeSound } from '../src/engine/descriptors/describe-sound.ts';
import { soundFrames } from '../src/engine/descriptors/sound-frames.ts';
import { extractFeatures, featuresOf } from '../src/engine/features/extract-features.ts';
import { FEATURE_RATE } from '../src/engine/pcm.ts';
import { fingerprintOf } from '../src/engine/recordings/fingerprint.ts';
import { createMonoResampler } from '../src/engine/resample/mono-resampler.ts';
import { searchDataOf } from '../src/engine/search/search-data.ts';
import { sketchOf } from '../src/engine/sketch.ts';
import { encodeAudio } from '../tests/helpers/encode-audio.ts';
import { melody } from '../tests/helpers/melody.ts';
import { median } from './quantiles.ts';

/**
 * Measures the processor time of the descriptors of 30 s of stereo, beside the other parts of an analysis.
 *
 *   npx tsx bench/descriptors.ts
 */
const SECONDS = 30;
const RATE = 44_100;
const WARM_UP = 8;
const RUNS = 15;

const samples = melody(1, SECONDS, FEATURE_RATE);
const channel = melody(1, SECONDS, RATE);
const stereo = new Uint8Array(Float32Array.from({ length: 2 * channel.length }, (_, i) => channel[i >> 1] ?? 0).buffer);
const mp3 = await encodeAudio([channel, channel], RATE, 'mp3');
const levels = { lufs: null, truePeakDb: null, clipped: false };

function resample(withLevels: boolean): void {
  const resampler = createMonoResampler({ rate: RATE, channels: 2, withClap: false, withLevels });
  resampler.write(stereo);
  resampler.finish();
}

const work = {
  'six features': () => extractFeatures({ feature: samples, clap: null, seconds: SECONDS }),
  'six features and descriptors': () => {
    const frames = soundFrames(samples);
    featuresOf(frames?.analysis ?? null);
    describeSound(samples, levels, frames);
  },
  fingerprint: () => fingerprintOf(samples),
  'search data': () => searchDataOf(samples),
  sketch: () => sketchOf(samples),
  'decoding of MP3': () => decodeAudio(mp3, { decoder: 'wasm', withClap: false, maxSeconds: 600, timeoutMs: 30_000 }),
  resampling: () => resample(false),
  'resampling with levels': () => resample(true),
};

// The runs alternate, so that other load affects all.
const times = new Map(Object.keys(work).map((name) => [name, [] as number[]]));
for (let run = 0; run < WARM_UP + RUNS; run++) {
  for (const [name, task] of Object.entries(work)) {
    const begun = process.cpuUsage();
    await task();
    const { user, system } = process.cpuUsage(begun);
    if (run >= WARM_UP) times.get(name)?.push((user + system) / 1000);
  }
}
const taken = (name: keyof typeof work) => median(times.get(name) ?? []);
for (const name of times.keys()) console.log(`${name} of ${SECONDS} s: ${median(times.get(name) ?? []).toFixed(0)} ms`);
const others = taken('six features') + taken('fingerprint') + taken('resampling');
const all = others + taken('search data') + taken('sketch');
const added =
  taken('six features and descriptors') -
  taken('six features') +
  (taken('resampling with levels') - taken('resampling'));
console.log(`descriptors and levels / features, fingerprint and resampling: ${(added / others).toFixed(2)}`);
console.log(`descriptors and levels / all other parts, without decoding: ${(added / all).toFixed(2)}`);
// The decoding contains the resampling.
const withDecoding = all - taken('resampling') + taken('decoding of MP3');
console.log(`descriptors and levels / all other parts, of an MP3 file: ${(added / withDecoding).toFixed(2)}`);
