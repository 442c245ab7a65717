import load from '@echogarden/pffft-wasm/simd';

// This module has its own PFFFT instance. Large transforms enlarge its memory, which detaches all buffers in it.
const pffft = await load();

/** A real FFT of `size` samples by PFFFT. Both functions return a new array. */
export interface RealFft {
  readonly size: number;
  /** Transforms a signal, padded with zeros, to bins 0 and N/2 followed by the other bins as pairs (re, im). */
  forward(signal: Float32Array): Float32Array;
  /** Transforms a spectrum in the layout of `forward` back to `size` samples, which are multiplied by `size`. */
  inverse(spectrum: Float32Array): Float32Array;
}

const plans = new Map<number, RealFft>();

/** Returns the FFT of the smallest power of two of at least `length` samples, one per size and thread. */
export function realFft(length: number): RealFft {
  const size = 2 ** Math.max(6, Math.ceil(Math.log2(length)));
  const plan = plans.get(size) ?? createPlan(size);
  plans.set(size, plan);
  return plan;
}

function createPlan(size: number): RealFft {
  const setup = pffft._pffft_new_setup(size, 0);
  const [input, output, work] = [0, 0, 0].map(() => pffft._pffft_aligned_malloc(4 * size));
  const transform = (data: Float32Array, direction: 0 | 1) => {
    const buffer = new Float32Array(pffft.HEAPF32.buffer, input, size);
    buffer.set(data);
    buffer.fill(0, data.length);
    pffft._pffft_transform_ordered(setup, input ?? 0, output ?? 0, work ?? 0, direction);
    return new Float32Array(pffft.HEAPF32.buffer, output, size).slice();
  };
  return {
    size,
    forward: (signal) => transform(signal, 0),
    inverse: (spectrum) => transform(spectrum, 1),
  };
}
