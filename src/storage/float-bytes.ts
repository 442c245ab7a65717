import { endianness } from 'node:os';

/** Returns the little-endian bytes of 32-bit floats. They may share the memory of `floats`. */
export function floatsToBytes(floats: Float32Array): Buffer {
  const bytes = Buffer.from(floats.buffer, floats.byteOffset, floats.byteLength);
  return endianness() === 'LE' ? bytes : Buffer.from(bytes).swap32();
}

/** Reads little-endian 32-bit floats from bytes, into memory of their own. Bytes beyond the last float are ignored. */
export function bytesToFloats(bytes: Uint8Array): Float32Array {
  // The bytes are copied, because small buffers are in a shared pool at offsets that a Float32Array does not allow.
  const copy = Buffer.from(Uint8Array.from(bytes).buffer);
  if (endianness() === 'BE' && copy.length % 4 === 0) copy.swap32();
  return new Float32Array(copy.buffer, copy.byteOffset, Math.floor(copy.length / 4));
}
