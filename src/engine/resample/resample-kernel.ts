import { KERNEL_BASE64 } from './resample-kernel-bytes.ts';

type Numbers = (...values: number[]) => void;
type Measures = (...values: number[]) => number;

/** The WebAssembly kernel (resample-kernel.wat) with a memory of its own. Addresses are in bytes. */
export interface ResampleKernel {
  readonly sanitize: Measures;
  readonly fromInt16: Measures;
  readonly mixStereo: Numbers;
  readonly filter: Numbers;
  readonly buffer: ArrayBuffer;
  /** Makes the memory at least this large. Typed arrays on the previous {@link ResampleKernel.buffer} become empty. */
  reserve(bytes: number): void;
}

const PAGE_BYTES = 65_536;
let module: WebAssembly.Module | undefined;
/** A kernel to use again. To create a kernel takes longer than to resample a short sound. */
let spare: ResampleKernel | undefined;

/** Returns a kernel for one sound. Its memory may contain the samples of an earlier sound. */
export function acquireKernel(): ResampleKernel {
  const kernel = spare ?? createKernel();
  spare = undefined;
  return kernel;
}

/** Takes back a kernel that is no longer used. */
export function releaseKernel(kernel: ResampleKernel): void {
  spare = kernel;
}

function createKernel(): ResampleKernel {
  module ??= new WebAssembly.Module(Buffer.from(KERNEL_BASE64, 'base64'));
  const { memory, sanitize, fromInt16, mixStereo, filter } = new WebAssembly.Instance(module).exports;
  if (!(memory instanceof WebAssembly.Memory)) throw new Error('resample-kernel.wat exports no memory');
  if (!isFunction(sanitize) || !isFunction(fromInt16) || !isFunction(mixStereo) || !isFunction(filter)) {
    throw new Error('resample-kernel.wat has other exports');
  }
  return {
    sanitize,
    fromInt16,
    mixStereo,
    filter,
    get buffer() {
      return memory.buffer;
    },
    reserve(bytes) {
      const missing = bytes - memory.buffer.byteLength;
      if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES));
    },
  };
}

function isFunction(value: unknown): value is Measures {
  return typeof value === 'function';
}
