/** Maximum number of samples (47 s at 22.05 kHz) that `finish` copies, so that the next buffer can use the memory. */
const MAX_COPIED = 2 ** 20;
const PAGE_BYTES = 65_536;
const FLOAT_BYTES = Float32Array.BYTES_PER_ELEMENT;

/** Number of unused values before and after the samples, in which filters may ring out: at least `PADDING` of excerpt.ts. */
const MARGIN = 1024;

/** Collects samples whose number is not known in advance. */
export interface SampleBuffer {
  append(samples: Float32Array): void;
  /** Returns the first `length` samples, followed by zeros if there are fewer. Nothing may be called afterwards. */
  finish(length: number): Float32Array;
}

/** Memories of finished buffers: one for each buffer of a sound, because each memory reserves gigabytes of addresses. */
const spares: WebAssembly.Memory[] = [];

/**
 * Creates a buffer that grows in place, which only WebAssembly memory can do.
 * A growing array would be copied, and until the next garbage collection ten minutes of sound would take 100 MB instead
 * of 50 MB.
 */
export function createSampleBuffer(): SampleBuffer {
  const memory = spares.pop() ?? new WebAssembly.Memory({ initial: 1 });
  let count = 0;
  const reserve = (samples: number) => {
    const missing = (MARGIN + samples + MARGIN) * FLOAT_BYTES - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES));
  };
  return {
    append(samples) {
      reserve(count + samples.length);
      new Float32Array(memory.buffer, (MARGIN + count) * FLOAT_BYTES, samples.length).set(samples);
      count += samples.length;
    },
    finish(length) {
      reserve(length);
      const samples = new Float32Array(memory.buffer, MARGIN * FLOAT_BYTES, length);
      samples.fill(0, Math.min(count, length));
      if (length > MAX_COPIED) return samples;
      spares.push(memory);
      return samples.slice();
    },
  };
}
