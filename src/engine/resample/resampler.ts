import type { PolyphaseBank } from './polyphase-bank.ts';
import type { ResampleKernel } from './resample-kernel.ts';

/** Part of a signal in the memory of the kernel. */
export interface SignalWindow {
  /** Address of the first sample in the window, in bytes. */
  readonly address: number;
  /** Index in the signal of the first sample in the window; negative for the silence before the sound. */
  readonly first: number;
  /** Index in the signal of the end of the window. */
  readonly end: number;
}

/** Resamples one signal, window by window, from a rate `from` to a rate `to`. Output n is at input n * from / to. */
export interface Resampler {
  /**
   * Returns the outputs that can be computed with the new inputs of the window. The bits of an output do not depend on
   * how the signal is divided into windows.
   * The window must contain the last `bank.width` samples before the previous end. The result is valid until the next
   * call.
   */
  process(window: SignalWindow): Float32Array;
}

const FLOAT_BYTES = Float32Array.BYTES_PER_ELEMENT;

/** Returns the maximum number of outputs of a resampler if a window has at most `inputs` new samples. */
function outputCapacity({ up, down }: PolyphaseBank, inputs: number): number {
  return Math.ceil((inputs * up) / down) + 1;
}

/** Returns the number of bytes of the kernel's memory that {@link createResampler} needs. */
export function resamplerBytes(bank: PolyphaseBank, maxAdded: number): number {
  return (bank.rows.length + outputCapacity(bank, maxAdded) + 2) * FLOAT_BYTES;
}

/**
 * Creates a resampler in the memory of `kernel`, which must not grow afterwards.
 * @param address start of the memory for the filter bank and the output
 * @param maxAdded maximum number of samples that a window has more than the previous one
 */
export function createResampler(
  kernel: ResampleKernel,
  bank: PolyphaseBank,
  address: number,
  maxAdded: number,
): Resampler {
  const { up, down, phases, width, center, rows } = bank;
  new Float32Array(kernel.buffer, address, rows.length).set(rows);
  const outAddress = address + rows.length * FLOAT_BYTES;
  const capacity = outputCapacity(bank, maxAdded);
  const out = new Float32Array(kernel.buffer, outAddress, capacity + 2);
  const rowBytes = width * FLOAT_BYTES;
  let next = 0;

  /** Computes `count` outputs, which all have exact phases. */
  function filterExact(window: SignalWindow, count: number): void {
    const position = next * down;
    const start = Math.floor(position / up) - center - window.first;
    kernel.filter(window.address + start * FLOAT_BYTES, address, outAddress, rowBytes, up, down, position % up, count);
  }

  /** Computes `count` outputs, each interpolated between the outputs of the two nearest phases. */
  function filterInterpolated(window: SignalWindow, count: number): void {
    for (let index = 0; index < count; index += 1) {
      const position = (next + index) * down;
      const start = Math.floor(position / up) - center - window.first;
      const phase = ((position % up) / up) * phases;
      const row = Math.floor(phase);
      const x = window.address + start * FLOAT_BYTES;
      // The kernel computes the outputs of two neighboring rows for the same input. They are then interpolated.
      kernel.filter(x, address, outAddress + capacity * FLOAT_BYTES, rowBytes, phases + 1, 1, row, 2);
      const [before = 0, after = 0] = out.subarray(capacity);
      out[index] = before + (phase - row) * (after - before);
    }
  }

  return {
    process(window) {
      // Output n needs the inputs before floor(n * down / up) - center + width.
      const complete = Math.ceil(((window.end + center - width + 1) * up) / down);
      const count = Math.max(0, complete - next);
      if (count > capacity) throw new RangeError('the window is too long');
      if (count === 0) return out.subarray(0, 0);
      if (phases === up) filterExact(window, count);
      else filterInterpolated(window, count);
      next += count;
      return out.subarray(0, count);
    },
  };
}
