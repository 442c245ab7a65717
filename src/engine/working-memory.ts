const PAGE_BYTES = 65_536;
const FLOAT_BYTES = Float32Array.BYTES_PER_ELEMENT;
/** Maximum number of values (95 s of samples) for which the thread keeps the memory. */
const MAX_KEPT = 2 ** 21;

const kept = new WebAssembly.Memory({ initial: 1 });
let large: WeakRef<WebAssembly.Memory> | undefined;

/**
 * Returns an array for intermediate results. It contains any values, and the next call in the thread overwrites it.
 * The steps of an analysis use the same memory one after another. A new array for each step would take memory until the
 * next garbage collection, and time, because its memory is mapped page by page. WebAssembly memory grows in place.
 */
export function workingMemory(length: number): Float32Array {
  const memory = length > MAX_KEPT ? (large?.deref() ?? new WebAssembly.Memory({ initial: 1 })) : kept;
  const missing = length * FLOAT_BYTES - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES));
  if (length > MAX_KEPT) large = new WeakRef(memory);
  return new Float32Array(memory.buffer, 0, length);
}
