import { execFileSync, spawnSync } from 'node:child_process';
import { decodeAudio } from '../../src/engine/decode/decode.ts';
import { FEATURE_RATE } from '../../src/engine/pcm.ts';
import { noise, wav } from '../../tests/helpers/signals.ts';

const semitones = (count: number) => ['pitch', String(100 * count)];
const tuning = (hertz: number) => semitones(12 * Math.log2(hertz / 440));
const tempo = (factor: number) => ['tempo', String(factor)];

/** Effects of sox that change a sound. The pitch is changed without the tempo, and the tempo without the pitch. */
const EFFECTS: Readonly<Record<string, readonly string[]>> = {
  unchanged: [],
  '+1 semitone': semitones(1),
  '-1 semitone': semitones(-1),
  '+5 semitones': semitones(5),
  '-5 semitones': semitones(-5),
  'A = 432 Hz': tuning(432),
  'A = 443 Hz': tuning(443),
  'A = 445 Hz': tuning(445),
  'tempo +5 %': tempo(1.05),
  'tempo -5 %': tempo(0.95),
  'tempo +10 %': tempo(1.1),
  'tempo -10 %': tempo(0.9),
  reverb: ['reverb', '50'],
  'high-pass 400 Hz': ['highpass', '400'],
  '8 kHz': ['rate', '8000'],
  reversed: ['reverse'],
};
const NOISE_DB = -20;

export const INVARIANCE_CHANGES: readonly string[] = [
  ...Object.keys(EFFECTS),
  'anti-phase',
  'noise at 20 dB',
  'second half',
  'GSM',
];

/** Returns whether sox is installed with its GSM format. */
export function hasSox(): boolean {
  const { status, stdout } = spawnSync('sox', ['--help'], { encoding: 'utf8' });
  return status !== null && /AUDIO FILE FORMATS:.* gsm /.test(stdout);
}

/** Returns a changed copy of a file of sound, at {@link FEATURE_RATE}. Needs sox with its GSM format on PATH. */
export async function changedCopy(file: string, change: string): Promise<Float32Array> {
  if (change === 'GSM') return decode(sox(['-t', 'gsm', '-'], [], sox([file], ['-t', 'gsm', '-r', '8000', '-c', '1'])));
  const samples = await decode(sox([file], WAV, undefined, EFFECTS[change] ?? []));
  // The file's channels are mixed to one, because the two new channels must be inverses of the same samples.
  if (change === 'anti-phase')
    return decode(sox(['-t', 'wav', '-'], WAV, Buffer.from(wav(samples, FEATURE_RATE)), ['remix', '1', '1i']));
  if (change === 'second half') return samples.subarray(samples.length >> 1);
  return change === 'noise at 20 dB' ? withNoise(samples) : samples;
}

const WAV = ['-t', 'wav', '-e', 'floating-point', '-b', '32'];

/** Runs sox. Lowers the level by 6 dB first, so that the effects cannot clip the sound. */
function sox(
  input: readonly string[],
  output: readonly string[],
  bytes?: Buffer,
  effects: readonly string[] = [],
): Buffer {
  const format = output.length > 0 ? output : WAV;
  return execFileSync('sox', ['-V1', '-D', '-R', ...input, ...format, '-', 'gain', '-6', ...effects], {
    maxBuffer: 2 ** 28,
    ...(bytes && { input: bytes }),
  });
}

async function decode(bytes: Buffer): Promise<Float32Array> {
  const { feature } = await decodeAudio(new Uint8Array(bytes), {
    decoder: 'wasm',
    withClap: false,
    maxSeconds: 600,
    timeoutMs: 30_000,
  });
  return feature;
}

function withNoise(samples: Float32Array): Float32Array {
  const level = (values: Float32Array) => Math.sqrt(values.reduce((sum, x) => sum + x * x, 0) / values.length);
  const hiss = noise(FEATURE_RATE, samples.length / FEATURE_RATE);
  const gain = (level(samples) / level(hiss)) * 10 ** (NOISE_DB / 20);
  return samples.map((x, i) => x + gain * (hiss[i] ?? 0));
}
