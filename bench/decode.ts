import { parseArgs } from 'node:util';
import { findFfmpeg } from '../src/engine/decode/choose-decoder.ts';
import { decodeAudio } from '../src/engine/decode/decode.ts';
import { type AudioFormat, encodeAudio } from '../tests/helpers/encode-audio.ts';
import { median } from './quantiles.ts';

/**
 * Compares the decoding time of native ffmpeg and of the WebAssembly build: median milliseconds for one file, after
 * warm-up. The two alternate, so that other load affects both. Also measures the first file and the longest allowed one.
 *
 *   npx tsx bench/decode.ts [--ffmpeg /usr/bin/ffmpeg] [--runs 15]
 */
const { values } = parseArgs({ options: { ffmpeg: { type: 'string' }, runs: { type: 'string', default: '15' } } });
const ffmpeg = await findFfmpeg(values.ffmpeg);
const runs = Number(values.runs);
const FORMATS: readonly AudioFormat[] = ['wav', 'mp3', 'ogg', 'opus', 'm4a', 'flac'];

console.log(`native: ffmpeg ${ffmpeg?.version ?? 'none'}; Node ${process.version}; ${runs} runs each\n`);
const cold = await once('wasm', await stereo(5, 'mp3'), false);

console.log('| stereo, 44.1 kHz | samples at | WebAssembly ms | native ms | ratio |\n|---|---|---|---|---|');
for (const seconds of [5, 30]) {
  for (const format of FORMATS) await compare(`${seconds} s ${format}`, await stereo(seconds, format), false);
  await compare(`${seconds} s mp3`, await stereo(seconds, 'mp3'), true);
}
await compare('600 s mp3', await stereo(600, 'mp3'), false, 3);
await compare('600 s mp3', await stereo(600, 'mp3'), true, 3);
console.log(`\nfirst file of a thread, WebAssembly, compiling included: ${cold.toFixed(0)} ms`);
console.log(`resident memory at the end: ${Math.round(process.memoryUsage().rss / 2 ** 20)} MB`);

async function compare(name: string, file: Uint8Array, withClap: boolean, times = runs): Promise<void> {
  const wasm: number[] = [];
  const native: number[] = [];
  for (let run = 0; run <= times; run += 1) {
    wasm.push(await once('wasm', file, withClap));
    if (ffmpeg) native.push(await once('native', file, withClap));
  }
  // Warms up: the first run of each decoder is not counted.
  const [a, b] = [median(wasm.slice(1)), median(native.slice(1))];
  const rates = withClap ? '22.05 and 48 kHz' : '22.05 kHz';
  console.log(`| ${name} | ${rates} | ${a.toFixed(0)} | ${b.toFixed(0)} | ${(a / b).toFixed(2)} |`);
}

async function once(decoder: 'wasm' | 'native', file: Uint8Array, withClap: boolean): Promise<number> {
  const begun = performance.now();
  await decodeAudio(file, {
    decoder,
    withClap,
    maxSeconds: 600,
    timeoutMs: 30_000,
    ...(ffmpeg && { ffmpegPath: ffmpeg.command }),
  });
  return performance.now() - begun;
}

/** Encodes a stereo signal with different frequency sweeps, so that the codec cannot merge the two channels. */
function stereo(seconds: number, format: AudioFormat): Promise<Uint8Array> {
  const rate = 44_100;
  const channels = [300, 450].map((pitch) =>
    Float32Array.from({ length: rate * seconds }, (_, i) => {
      const noise = ((i * 7919) % 2003) / 2003 - 0.5;
      return 0.4 * Math.sin((2 * Math.PI * i * (pitch + 200 * Math.sin(i / rate))) / rate) + 0.1 * noise;
    }),
  );
  return encodeAudio(channels, rate, format);
}
