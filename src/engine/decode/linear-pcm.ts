import { removeSpikes } from './remove-spikes.ts';

/** The samples of an uncompressed file and their format, as found from its header and its bytes together. */
export interface LinearPcm {
  readonly encoding: 'signed' | 'unsigned' | 'float' | 'alaw' | 'mulaw';
  /** Bytes that a sample takes in the file. Samples with fewer valid bits fill the upper bits of these bytes. */
  readonly bytesPerSample: number;
  readonly isBigEndian: boolean;
  readonly channels: number;
  /** Samples per second and channel. */
  readonly rate: number;
  readonly data: Uint8Array;
}

const WAVE_TAGS = { signed: 1, unsigned: 1, float: 3, alaw: 6, mulaw: 7 } as const;
const WAVE_HEADER_BYTES = 44;
const MAX_CHANNELS = 1024;
const MAX_RATE = 2 ** 20;

/** Returns whether ffmpeg can read such samples from a WAV file: the format is known, and its numbers are plausible. */
export function isReadable({ encoding, bytesPerSample, channels, rate }: Omit<LinearPcm, 'data'>): boolean {
  if (!(channels >= 1 && channels <= MAX_CHANNELS && rate >= 1 && rate <= MAX_RATE)) return false;
  if (encoding === 'float') return bytesPerSample === 4 || bytesPerSample === 8;
  if (encoding === 'signed') return [1, 2, 3, 4, 8].includes(bytesPerSample);
  return bytesPerSample === 1;
}

/**
 * Writes samples as a WAV file with the plainest header: 44 bytes, no extension, little-endian, the true size.
 * All programs that read WAV files understand such a header in the same way.
 */
export function writeWav(pcm: LinearPcm): Uint8Array {
  const { encoding, bytesPerSample, channels, rate } = pcm;
  const block = channels * bytesPerSample;
  const size = Math.floor(pcm.data.length / block) * block;
  const file = new Uint8Array(WAVE_HEADER_BYTES + size);
  const view = new DataView(file.buffer);
  const text = (at: number, letters: string) => file.set(new TextEncoder().encode(letters), at);
  text(0, 'RIFF');
  view.setUint32(4, file.length - 8, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, WAVE_TAGS[encoding], true);
  view.setUint16(22, channels, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * block, true);
  view.setUint16(32, block, true);
  view.setUint16(34, bytesPerSample * 8, true);
  text(36, 'data');
  view.setUint32(40, size, true);
  const samples = file.subarray(WAVE_HEADER_BYTES);
  samples.set(pcm.data.subarray(0, size));
  if (pcm.isBigEndian) reverseSamples(samples, bytesPerSample);
  if (encoding === 'float') repairFloats(samples, bytesPerSample);
  // In WAV files, samples of 8 bits are unsigned, and larger integer samples are signed.
  if (encoding === 'signed' && bytesPerSample === 1)
    for (let i = 0; i < size; i++) samples[i] = (samples[i] ?? 0) ^ 128;
  return file;
}

/** Replaces damaged floating-point samples by zeros, in place. */
function repairFloats(bytes: Uint8Array, bytesPerSample: number): void {
  // The bytes are copied, because a typed array needs aligned samples, and those of a WAV file are not aligned.
  const { buffer } = bytes.slice();
  const floats = bytesPerSample === 4 ? new Float32Array(buffer) : new Float64Array(buffer);
  removeSpikes(floats);
  bytes.set(new Uint8Array(buffer));
}

/** Reverses the bytes of each sample, in place. */
function reverseSamples(bytes: Uint8Array, bytesPerSample: number): void {
  for (let start = 0; start < bytes.length; start += bytesPerSample) {
    for (let low = start, high = start + bytesPerSample - 1; low < high; low++, high--) {
      const byte = bytes[low] ?? 0;
      bytes[low] = bytes[high] ?? 0;
      bytes[high] = byte;
    }
  }
}
