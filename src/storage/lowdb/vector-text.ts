import { endianness } from 'node:os';
import { BLOCK_DIMENSIONS, PACKED_DIMENSIONS } from '../../engine/embedding.ts';
import type { StoredSound } from './segment-format.ts';

/** A packed vector as a file holds it. */
export type VectorText = Pick<StoredSound, 'clap' | 'acoustic'>;

/** Packed vector to text; the CLAP block is left out where there is none. */
export function vectorToText(packed: Float32Array, hasClap: boolean): VectorText {
  return {
    clap: hasClap ? toBase64(packed.subarray(0, BLOCK_DIMENSIONS.clap)) : null,
    acoustic: toBase64(packed.subarray(BLOCK_DIMENSIONS.clap)),
  };
}

/** Undefined where the numbers are not of this version's layout, or not all finite. */
export function textToVector({ clap, acoustic }: VectorText): Float32Array | undefined {
  const packed = new Float32Array(PACKED_DIMENSIONS);
  const clapBlock = clap === null ? new Float32Array(BLOCK_DIMENSIONS.clap) : fromBase64(clap);
  const acousticBlocks = fromBase64(acoustic);
  if (clapBlock.length !== BLOCK_DIMENSIONS.clap) return undefined;
  if (acousticBlocks.length !== PACKED_DIMENSIONS - BLOCK_DIMENSIONS.clap) return undefined;
  packed.set(clapBlock);
  packed.set(acousticBlocks, BLOCK_DIMENSIONS.clap);
  return packed.every(Number.isFinite) ? packed : undefined;
}

function toBase64(numbers: Float32Array): string {
  const bytes = Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  return (endianness() === 'LE' ? bytes : Buffer.from(bytes).swap32()).toString('base64');
}

function fromBase64(text: string): Float32Array {
  const bytes = Buffer.from(text, 'base64');
  if (endianness() === 'BE' && bytes.length % 4 === 0) bytes.swap32();
  // A copy of its own: small buffers lie in a shared pool, at places that a Float32Array cannot start at.
  const { buffer } = Uint8Array.from(bytes);
  return new Float32Array(buffer, 0, Math.floor(bytes.length / 4));
}
