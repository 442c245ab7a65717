import { type AudioFormat, encodeAudio } from './encode-audio.ts';

const FORMATS: readonly AudioFormat[] = [
  ...(['wav', 'wav-f32', 'mp3', 'ogg', 'opus', 'flac', 'm4a', 'm4a-moov-last', 'alac', 'mp4-video'] as const),
  ...(['aiff', 'webm', 'wma', 'aac', 'caf', 'au'] as const),
];

/**
 * Returns an intact mono and stereo file of every format, as input for fuzz tests that damage files.
 * Each file has 0.6 s of a rising tone with a little noise.
 */
export async function fuzzSeeds(): Promise<Map<string, Uint8Array>> {
  const rate = 44_100;
  const sound = Float32Array.from({ length: 0.6 * rate }, (_, i) => {
    const noise = ((i * 7919) % 2003) / 2003 - 0.5;
    return 0.6 * Math.sin((i / rate) * (800 + i / 20)) + 0.1 * noise;
  });
  const seeds = new Map<string, Uint8Array>();
  for (const format of FORMATS) {
    for (const channels of [1, 2])
      seeds.set(`${format} x${channels}`, await encodeAudio(sound, rate, format, { channels }));
  }
  return seeds;
}
