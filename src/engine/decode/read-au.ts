import { isReadable, type LinearPcm } from './linear-pcm.ts';

/** Encoding and bytes per sample for each encoding number of an AU header that stands for uncompressed samples. */
const ENCODINGS: Readonly<Record<number, readonly [LinearPcm['encoding'], number]>> = {
  1: ['mulaw', 1],
  2: ['signed', 1],
  3: ['signed', 2],
  4: ['signed', 3],
  5: ['signed', 4],
  6: ['float', 4],
  7: ['float', 8],
  27: ['alaw', 1],
};
const MIN_HEADER_BYTES = 24;

/**
 * Parses the header of an uncompressed AU file (Sun and NeXT), big-endian (`.snd`) or little-endian (`dns.`).
 * @returns null if the bytes are no such file
 */
export function readAu(bytes: Uint8Array): LinearPcm | null {
  const magic = String.fromCharCode(...bytes.subarray(0, 4));
  if ((magic !== '.snd' && magic !== 'dns.') || bytes.length < MIN_HEADER_BYTES) return null;
  const isBigEndian = magic === '.snd';
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const uint32 = (at: number) => view.getUint32(at, !isBigEndian);
  const [encoding, bytesPerSample] = ENCODINGS[uint32(12)] ?? [];
  if (!encoding || !bytesPerSample) return null;
  const start = Math.max(MIN_HEADER_BYTES, uint32(4));
  const size = uint32(8);
  // A program that wrote the file into a pipe could not fill in the size, and left it at 0 or 0xffffffff.
  const data = bytes.subarray(start, size === 0 ? bytes.length : start + size);
  const pcm: LinearPcm = { encoding, bytesPerSample, isBigEndian, channels: uint32(20), rate: uint32(16), data };
  return isReadable(pcm) ? pcm : null;
}
