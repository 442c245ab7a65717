import { mixWeights } from '../resample/down-mix.ts';
import { createMonoResampler, type MonoResampler } from '../resample/mono-resampler.ts';
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
    const encoding = pcm.encoding === 'signed' && bytesPerSample === 2 ? 'int16' : 'float32';
    const resampler = createMonoResampler({ rate, channels, encoding, weights, withClap, withLevels });
    const count = frames * channels;
    if (encoding === 'int16' || pcm.encoding === 'float') resampler.write(pcm.data.subarray(0, count * bytesPerSample));
    else writeConverted(pcm, count, resampler);
    return { ...resampler.finish(), ending: 'done', lastSecond: null };
  };
  const result = decode();
  const weights = result.energies && mixWeights(result.energies);
  return weights?.some((weight) => weight < 0) ? decode(weights) : result;
}

/** Writes the first `count` samples, converted to floats, to a resampler. */
function writeConverted(pcm: LinearPcm, count: number, { write }: MonoResampler): void {
  const block = new Float32Array(BLOCK_SAMPLES);
  const bytes = new Uint8Array(BLOCK_SAMPLES * pcm.bytesPerSample);
  for (let start = 0; start < count; start += block.length) {
    const samples = block.subarray(0, count - start);
    convert(pcm, start, samples, bytes);
    write(new Uint8Array(samples.buffer, 0, samples.byteLength));
  }
}

/**
 * Fills `out` with samples from index `start` on, unsigned bytes or integers of 24 or 32 bits, as floats from -1 to 1.
 * @param bytes memory for the samples, which are not aligned in a file
 */
function convert(pcm: LinearPcm, start: number, out: Float32Array, bytes: Uint8Array<ArrayBuffer>): void {
  const { encoding, bytesPerSample, data } = pcm;
  bytes.set(data.subarray(start * bytesPerSample, (start + out.length) * bytesPerSample));
  if (encoding === 'unsigned') for (let i = 0; i < out.length; i++) out[i] = ((bytes[i] ?? 0) - 128) / 128;
  else if (bytesPerSample === 4) {
    const integers = new Int32Array(bytes.buffer);
    for (let i = 0; i < out.length; i++) out[i] = (integers[i] ?? 0) / 2 ** 31;
  } else {
    for (let i = 0, at = 0; i < out.length; i++, at += 3) {
      const upper = ((bytes[at + 2] ?? 0) << 24) | ((bytes[at + 1] ?? 0) << 16) | ((bytes[at] ?? 0) << 8);
      out[i] = upper / 2 ** 31;
    }
  }
}
