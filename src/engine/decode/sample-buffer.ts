const BLOCK_BYTES = 2 ** 20;
/** Maximum magnitude of a sample, +120 dB, so that squares and sums of samples stay finite in 32-bit floats. */
const MAX_MAGNITUDE = 1e6;

/** Collects a stream of 32-bit float samples that arrives in chunks of any length. */
export interface SampleBuffer {
  write(bytes: Uint8Array): void;
  readonly byteLength: number;
  /** Returns all complete samples received so far, clipped to ±{@link MAX_MAGNITUDE}. Non-finite samples become 0. */
  samples(): Float32Array;
}

export function createSampleBuffer(): SampleBuffer {
  const blocks: Uint8Array[] = [];
  let free = new Uint8Array(0);
  let byteLength = 0;
  return {
    get byteLength() {
      return byteLength;
    },
    write(bytes) {
      byteLength += bytes.length;
      let rest = bytes;
      while (rest.length > 0) {
        if (free.length === 0) {
          free = new Uint8Array(BLOCK_BYTES);
          blocks.push(free);
        }
        const chunk = rest.subarray(0, free.length);
        free.set(chunk);
        free = free.subarray(chunk.length);
        rest = rest.subarray(chunk.length);
      }
    },
    samples() {
      const samples = new Float32Array(Math.floor(byteLength / Float32Array.BYTES_PER_ELEMENT));
      const bytes = new Uint8Array(samples.buffer);
      for (const [index, block] of blocks.entries()) {
        const start = index * BLOCK_BYTES;
        bytes.set(block.subarray(0, Math.max(0, bytes.length - start)), start);
      }
      // An indexed loop, because an iterator over millions of samples takes ten times as long.
      for (let index = 0; index < samples.length; index += 1) {
        const sample = samples[index] ?? 0;
        if (Math.abs(sample) <= MAX_MAGNITUDE) continue;
        samples[index] = Number.isFinite(sample) ? Math.sign(sample) * MAX_MAGNITUDE : 0;
      }
      return samples;
    },
  };
}
