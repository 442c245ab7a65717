import { decodeAudio } from '../src/engine/decode/decode.ts';
import { createEngine } from '../src/engine/index.ts';
import { type AudioFormat, encodeAudio } from '../tests/helpers/encode-audio.ts';
import { noise, sine } from '../tests/helpers/signals.ts';
import { extractWithMeyda } from './meyda.ts';
import { median } from './quantiles.ts';

/**
 * Measures the time from the bytes of a file to its embedding, without CLAP, and compares it with the time that Meyda
 * takes for four features of decoded samples. The runs alternate, so that other load affects both. The CPU time of all
 * threads of the process varies less than the elapsed time if other programs run.
 *
 *   npx tsx bench/files.ts
 */
const RUNS = 15;
const WARM_UP = 4;
const RATE = 44_100;

const engine = await createEngine({ clap: 'off', threads: 1 });
try {
  const [long, medium, short] = [music(30), music(10), music(0.3)];
  await compare('30 s WAV, stereo, 44.1 kHz, to 30 s of Meyda', long, 'wav', long);
  await compare('30 s MP3 of 128 kbit/s, stereo, 44.1 kHz, to 30 s of Meyda', long, 'mp3', long);
  await compare('0.3 s FLAC, stereo, 44.1 kHz, to 10 s of Meyda', short, 'flac', medium);
} finally {
  await engine.close();
}

async function compare(name: string, sound: Float32Array[], format: AudioFormat, baseline: Float32Array[]) {
  const file = await encodeAudio(sound, RATE, format, format === 'mp3' ? { bitrate: '128k' } : {});
  const { feature } = await decodeAudio(await encodeAudio(baseline, RATE, 'wav'), {
    decoder: 'wasm',
    withClap: false,
    maxSeconds: 600,
    timeoutMs: 60_000,
  });
  const times: Record<'ours' | 'meyda', Time[]> = { ours: [], meyda: [] };
  for (let run = 0; run < WARM_UP + RUNS; run++) {
    const ours = await timeOf(() => engine.embed(file));
    const meyda = await timeOf(() => extractWithMeyda(feature));
    if (run < WARM_UP) continue;
    times.ours.push(ours);
    times.meyda.push(meyda);
  }
  for (const kind of ['elapsed', 'cpu'] as const) {
    const [ours, meyda] = [median(times.ours.map((time) => time[kind])), median(times.meyda.map((time) => time[kind]))];
    console.log(`${name}, ${kind}: ${ours.toFixed(1)} ms : ${meyda.toFixed(0)} ms = ${(ours / meyda).toFixed(3)}`);
  }
}

/** Elapsed time, and CPU time of all threads of the process, in milliseconds. */
interface Time {
  readonly elapsed: number;
  readonly cpu: number;
}

async function timeOf(work: () => unknown): Promise<Time> {
  const [begun, used] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(used);
  return { elapsed: performance.now() - begun, cpu: (user + system) / 1000 };
}

/** Returns two channels with a melody over different noise, so that no codec can merge the channels. */
function music(seconds: number): Float32Array[] {
  return [1, 1.5].map((pitch) => {
    const notes = [220, 277, 330, 440, 330, 277].map((hertz) => sine(hertz * pitch, 0.5, RATE));
    return noise(RATE, seconds, 0.05).map((value, i) => {
      const note = notes[Math.floor((i / RATE) * 2) % notes.length];
      return value * pitch + 0.5 * (note?.[i % note.length] ?? 0);
    });
  });
}
