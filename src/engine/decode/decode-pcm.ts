import { mixWeights } from '../resample/down-mix.ts';
import { createMonoResampler } from '../resample/mono-resampler.ts';
import { type DecodeRequest, type DecodeResult, GRACE_SECONDS } from './decode-request.ts';
import type { LinearPcm } from './linear-pcm.ts';

/** Number of samples that are converted at a time. */
const BLOCK_SAMPLES = 2 ** 14;

/** Returns whether {@link decodePcm} can read the samples: little-endian integers or floats of up to 32 bits. */
export function isSimplePcm({ encoding, bytesPerSample, isBigEndian }: LinearPcm): boolean {
  if (bytesPerSample > 1 && isBigEndian) return false;
  if (encoding === 'float') return bytesPerSample === 4;
  return encoding === 'unsigned' ? bytesPerSample === 1 : encoding === 'signed' && [2, 3, 4].includes(bytesPerSample);
}

/**
 * Decodes uncompressed samples without ffmpeg, because starting ffmpeg takes longer than reading most sounds.
 * Returns the same samples as ffmpeg.
 */
export function decodePcm(pcm: LinearPcm, request: DecodeRequest): DecodeResult {
  const { rate, channels, bytesPerSample } = pcm;
  const { maxSeconds, withClap, withLevels } = request;
  const frames = Math.floor(pcm.data.length / (channels * bytesPerSample));
  const nothing = { feature: new Float32Array(), clap: null, energies: null, peak: 0, levels: null, lastSecond: null };
  if (frames > (maxSeconds + GRACE_SECONDS) * rate) return { ...nothing, ending: 'too-long' };
  const decode = (weights?: Float32Array): DecodeResult => {
    const resampler = createMonoResampler({ rate, channels, weights, withClap, withLevels });
    const block = new Float32Array(BLOCK_SAMPLES);
    const aligned = new Uint8Array(BLOCK_SAMPLES * bytesPerSample);
    const count = frames * channels;
    for (let start = 0; start < count; start += block.length) {
      const samples = block.subarray(0, count - start);
      convert(pcm, start, samples, aligned);
      resampler.write(new Uint8Array(samples.buffer, 0, samples.byteLength));
    }
    return { ...resampler.finish(), ending: 'done', lastSecond: null };
  };
  const result = decode();
  const weights = result.energies && mixWeights(result.energies);
  return weights?.some((weight) => weight < 0) ? decode(weights) : result;
}

/**
 * Fills `out` with samples from index `start` on, converted to floats in the range -1 to 1.
 * @param bytes memory for the samples, which are not aligned in a file
 */
function convert(pcm: LinearPcm, start: number, out: Float32Array, bytes: Uint8Array<ArrayBuffer>): void {
  const { encoding, bytesPerSample, data } = pcm;
  bytes.set(data.subarray(start * bytesPerSample, (start + out.length) * bytesPerSample));
  if (encoding === 'unsigned') for (let i = 0; i < out.length; i++) out[i] = ((bytes[i] ?? 0) - 128) / 128;
  else if (encoding === 'float') out.set(new Float32Array(bytes.buffer, 0, out.length));
  else if (bytesPerSample === 2) {
    const integers = new Int16Array(bytes.buffer);
    for (let i = 0; i < out.length; i++) out[i] = (integers[i] ?? 0) / 2 ** 15;
  } else if (bytesPerSample === 4) {
    const integers = new Int32Array(bytes.buffer);
    for (let i = 0; i < out.length; i++) out[i] = (integers[i] ?? 0) / 2 ** 31;
  } else {
    for (let i = 0, at = 0; i < out.length; i++, at += 3) {
      const upper = ((bytes[at + 2] ?? 0) << 24) | ((bytes[at + 1] ?? 0) << 16) | ((bytes[at] ?? 0) << 8);
      out[i] = upper / 2 ** 31;
    }
  }
}
