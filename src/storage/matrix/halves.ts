import { PACKED_DIMENSIONS } from '../../engine/embedding.ts';
import { KERNEL_ROWS, ROW_LENGTH } from './kernel.ts';

/** Number of 16-bit values in one of the two halves of 64 rows. */
const LENGTH = KERNEL_ROWS * ROW_LENGTH;
/** The constants of the 32-bit FNV-1a hash. */
const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/**
 * 64 rows in memory. Each float is split into two 16-bit halves, from which its 32 bits can be restored.
 * A scan reads only `upper`, the upper 16 bits rounded to nearest (bfloat16). `lower` is the signed rest.
 */
export interface Halves {
  readonly upper: Uint16Array;
  readonly lower: Int16Array;
}

export function createHalves(rows = KERNEL_ROWS): Halves {
  const length = rows === KERNEL_ROWS ? LENGTH : rows * ROW_LENGTH;
  return { upper: new Uint16Array(length), lower: new Int16Array(length) };
}

const joined = new Float32Array(PACKED_DIMENSIONS);
const joinedBits = new Int32Array(joined.buffer);

/** Returns the packed vector at one place, in an array that the next call overwrites. */
export function joinRow({ upper, lower }: Halves, place: number): Float32Array {
  const start = place * ROW_LENGTH;
  for (let index = 0; index < PACKED_DIMENSIONS; index++)
    joinedBits[index] = ((upper[start + index] ?? 0) << 16) + (lower[start + index] ?? 0);
  return joined;
}

const splitFloats = new Float32Array(PACKED_DIMENSIONS);
const splitBits = new Int32Array(splitFloats.buffer);

/**
 * Writes the two halves of a vector, and returns the maximum error of a dot product that uses only the upper ones, for a
 * query with a norm of 1.
 */
export function splitRow(packed: Float32Array, { upper, lower }: Halves, place: number): number {
  const start = place * ROW_LENGTH;
  splitFloats.set(packed);
  let lengthSquared = 0;
  for (let index = 0; index < PACKED_DIMENSIONS; index++) {
    const bits = splitBits[index] ?? 0;
    const half = (bits + 0x8000) >>> 16;
    upper[start + index] = half;
    lower[start + index] = bits - (half << 16);
    splitBits[index] = half << 16;
    lengthSquared += (splitFloats[index] ?? 0) ** 2;
  }
  let missedSquared = 0;
  for (let index = 0; index < PACKED_DIMENSIONS; index++)
    missedSquared += ((packed[index] ?? 0) - (splitFloats[index] ?? 0)) ** 2;
  // By Cauchy-Schwarz, the first term bounds the error of rounding to halves. The second term bounds the error of
  // summing in single precision, n * 2^-24 * |query| * |row|. The factor allows for the rounding of this bound itself.
  return 1.001 * (Math.sqrt(missedSquared) + PACKED_DIMENSIONS * 2 ** -24 * Math.sqrt(lengthSquared));
}

/** Returns the FNV-1a hash of the upper halves of a row. */
export function hashRow({ upper }: Halves, place: number): number {
  let hash = FNV_OFFSET;
  const start = place * ROW_LENGTH;
  for (let index = start; index < start + ROW_LENGTH; index++) hash = Math.imul(hash ^ (upper[index] ?? 0), FNV_PRIME);
  return hash >>> 0;
}
