import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { createClap } from '../src/engine/clap/clap.ts';
import { MEL_BANDS } from '../src/engine/clap/clap-mel-bank.ts';
import { type ClapModel, loadClapModel } from '../src/engine/clap/clap-model.ts';
import { type ClapOptions, locateModel } from '../src/engine/clap/locate-model.ts';
import { logMel, MEL_FRAMES } from '../src/engine/clap/log-mel.ts';
import { cutWindows } from '../src/engine/clap/windows.ts';
import { CLAP_RATE } from '../src/engine/pcm.ts';
import { noise } from '../tests/helpers/signals.ts';
import { median, quantiles } from './quantiles.ts';

/**
 * Measures CLAP: memory over 500 embeddings, the time for a window of audio, and the event-loop delay in the thread that
 * waits for the result. A bare ONNX Runtime session gets the same input, alternately, for comparison.
 *
 *   npx tsx bench/clap.ts                         the real architecture with random weights, created for this run
 *   npx tsx bench/clap.ts --fp32                  the same at full precision
 *   npx tsx bench/clap.ts --models MODELS_DIR     an installed model
 */
const ROUNDS = 60;
const EMBEDDINGS = 500;

const { values } = parseArgs({ options: { fp32: { type: 'boolean' }, models: { type: 'string' } } });
const temporary = values.models === undefined ? await mkdtemp(join(tmpdir(), 'clap-bench-')) : null;
const modelsDir = values.models ?? temporary ?? '';
const options: ClapOptions = { modelsDir, dtype: values.fp32 ? 'fp32' : 'q8' };
const windows = [1, 2, 3, 4].flatMap((seed) => cutWindows(noise(CLAP_RATE, 10, 0.3, seed)));
try {
  // Runs in a separate process: creating the model takes more memory than running the model.
  if (temporary) make(temporary);
  const before = rss();
  const clap = await loadClapModel(options);
  console.log(`${clap.id}${temporary ? ' (random weights in the real architecture)' : ''}`);
  await memory(clap, before);
  await ratio(clap);
  await clap.close();
  await waiting();
} finally {
  if (temporary) await rm(temporary, { recursive: true });
}

function make(folder: string): void {
  const script = fileURLToPath(new URL('../scripts/make-clap-stand-in.ts', import.meta.url));
  const args = [...process.execArgv, script, folder, '--full-size', ...(values.fp32 ? ['--fp32'] : [])];
  execFileSync(process.execPath, args);
}

async function memory(clap: ClapModel, before: number): Promise<void> {
  const seen: number[] = [];
  for (let i = 0; i < EMBEDDINGS; i++) {
    await clap.embedWindow(window(i));
    if (i % 100 === 99) seen.push(rss());
  }
  const peak = process.resourceUsage().maxRSS / 1024;
  console.log(`memory: ${before.toFixed(0)} MB without it; after 100, 200, ... embeddings: ${seen.map(Math.round)}`);
  console.log(`  peak ${peak.toFixed(0)} MB`);
}

async function ratio(clap: ClapModel): Promise<void> {
  const { audio } = await locateModel(options);
  const bare = await InferenceSession.create(audio.path, { intraOpNumThreads: 1, interOpNumThreads: 1 });
  const [ours, theirs, front] = [stopwatch(), stopwatch(), stopwatch()];
  for (let i = 0; i < ROUNDS; i++) {
    const features = await front.time(() => logMel(window(i)));
    const feeds = { input_features: new Tensor('float32', features, [1, 1, MEL_FRAMES, MEL_BANDS]) };
    await theirs.time(() => bare.run(feeds));
    await ours.time(() => clap.embedWindow(window(i)));
  }
  await bare.release();
  console.log(`a window, from samples to vector: ${quantiles(ours.wall)}`);
  console.log(`  its log-mel spectrogram:        ${quantiles(front.wall)}`);
  console.log(`a bare session, from features:    ${quantiles(theirs.wall)}`);
  const share = (kind: 'wall' | 'cpu') => (median(ours[kind]) / median(theirs[kind])).toFixed(3);
  // Also measures CPU time, which is more reliable than wall time on a shared machine.
  console.log(`  ratio of the medians: ${share('wall')} by the clock, ${share('cpu')} in processor time`);
}

/** Creates a stopwatch that collects wall time and CPU time of each call, in milliseconds. */
function stopwatch() {
  const wall: number[] = [];
  const cpu: number[] = [];
  const time = async <T>(work: () => T): Promise<Awaited<T>> => {
    const [begun, used] = [performance.now(), process.cpuUsage()];
    const result = await work();
    const { user, system } = process.cpuUsage(used);
    wall.push(performance.now() - begun);
    cpu.push((user + system) / 1000);
    return result;
  };
  return { wall, cpu, time };
}

async function waiting(): Promise<void> {
  const clap = createClap({ ...options, threads: 1, maxWaiting: 1000, timeoutMs: 60_000 }, console.warn);
  await clap.refresh();
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  for (let i = 0; i < ROUNDS; i++) await clap.embedAudio([window(i).slice()]);
  delay.disable();
  await clap.close();
  const ms = (nanoseconds: number) => (nanoseconds / 1e6).toFixed(1);
  console.log(
    `the waiting thread's event loop: p50 ${ms(delay.percentile(50))}, p99 ${ms(delay.percentile(99))}, most ${ms(delay.max)} ms (its timer: 10 ms)`,
  );
}

function window(i: number): Float32Array<ArrayBuffer> {
  return windows[i % windows.length] ?? new Float32Array(0);
}

function rss(): number {
  return process.memoryUsage.rss() / 2 ** 20;
}
