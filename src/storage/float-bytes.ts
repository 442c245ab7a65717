import { endianness } from 'node:os';

/** Memory for decoded bytes, so that reading thousands of vectors does not allocate. */
let decoded = Buffer.alloc(0);

/** Returns the little-endian bytes of 32-bit floats. They may share the memory of `floats`. */
export function floatsToBytes(floats: Float32Array): Buffer {
  const bytes = bytesOf(floats);
  return endianness() === 'LE' ? bytes : Buffer.from(bytes).swap32();
}

/**
 * Copies little-endian 32-bit floats from bytes to `floats`. Returns whether the bytes are exactly as many floats, all of
 * them finite.
 */
export function copyToFloats(bytes: Uint8Array, floats: Float32Array): boolean {
  if (bytes.length !== floats.byteLength) return false;
  const target = bytesOf(floats);
  target.set(bytes);
  if (endianness() === 'BE') target.swap32();
  // A number that is not finite, times 0, is NaN. A loop is faster than `every`.
  let sum = 0;
  for (let index = 0; index < floats.length; index++) sum += (floats[index] ?? 0) * 0;
  return sum === 0;
}

/** Copies floats as {@link copyToFloats} does, from bytes in base64. */
export function decodeToFloats(base64: string, floats: Float32Array): boolean {
  // One byte more than needed shows that a text is too long.
  if (decoded.length <= floats.byteLength) decoded = Buffer.alloc(floats.byteLength + 1);
  return copyToFloats(decoded.subarray(0, decoded.write(base64, 'base64')), floats);
}

function bytesOf(floats: Float32Array): Buffer {
  return Buffer.from(floats.buffer, floats.byteOffset, floats.byteLength);
}
