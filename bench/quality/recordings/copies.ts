import { createFfmpegCore } from '../../../src/engine/decode/ffmpeg-core.ts';
import { FEATURE_RATE } from '../../../src/engine/pcm.ts';
import { decodeSamples } from './sound-sets.ts';

/** Command-line arguments of ffmpeg that make a copy with each change, such as another codec. */
const ARGUMENTS = {
  'MP3, 64 kbit/s': ['-c:a', 'libmp3lame', '-b:a', '64k', '-f', 'mp3'],
  '-20 dB': ['-filter:a', 'volume=-20dB', '-f', 'wav'],
  'silence around': ['-filter:a', 'adelay=delays=700:all=1,apad=pad_dur=0.5', '-f', 'wav'],
  '48 kHz': ['-ar', '48000', '-f', 'wav'],
  'Opus, 24 kbit/s': ['-ar', '48000', '-c:a', 'libopus', '-b:a', '24k', '-f', 'ogg'],
  telephone: ['-filter:a', 'highpass=f=300,lowpass=f=3400', '-ar', '8000', '-c:a', 'pcm_mulaw', '-f', 'wav'],
  '5 s of it': ['-c:a', 'pcm_f32le', '-f', 'wav'],
  'first 60 %': ['-c:a', 'pcm_f32le', '-f', 'wav'],
  '5 % slower': ['-filter:a', 'asetrate=20948,aresample=22050', '-f', 'wav'],
  '3 % slower': ['-filter:a', 'asetrate=21389,aresample=22050', '-f', 'wav'],
  '3 % faster': ['-filter:a', 'asetrate=22712,aresample=22050', '-f', 'wav'],
  '5 % faster': ['-filter:a', 'asetrate=23153,aresample=22050', '-f', 'wav'],
} as const;

export type CopyChange = keyof typeof ARGUMENTS;
export const COPY_CHANGES = Object.keys(ARGUMENTS) as CopyChange[];

/** Minimum length in seconds of a sound from which an excerpt of 5 s is taken. */
const MIN_WHOLE = 8;

/** Returns a changed copy of a sound, encoded and decoded again; null if the sound is too short for the change. */
export async function copyOf(samples: Float32Array, change: CopyChange): Promise<Float32Array | null> {
  const part = partFor(samples, change);
  if (!part) return null;
  const core = await createFfmpegCore();
  const log: string[] = [];
  core.setLogger(({ message }) => log.push(message));
  core.FS.writeFile('/input', new Uint8Array(part.slice().buffer));
  const input = ['-f', 'f32le', '-ar', String(FEATURE_RATE), '-ac', '1', '-i', '/input'];
  const status = core.exec('-hide_banner', '-v', 'error', ...input, ...ARGUMENTS[change], '/output');
  if (status !== 0) throw new Error(`ffmpeg could not make a copy, ${change}: ${log.join(' ')}`);
  return decodeSamples(core.FS.readFile('/output').slice());
}

function partFor(samples: Float32Array, change: CopyChange): Float32Array | null {
  if (change === 'first 60 %') return samples.subarray(0, Math.round(0.6 * samples.length));
  if (change !== '5 s of it') return samples;
  if (samples.length < MIN_WHOLE * FEATURE_RATE) return null;
  const start = Math.round(0.3 * samples.length);
  return samples.subarray(start, start + 5 * FEATURE_RATE);
}
