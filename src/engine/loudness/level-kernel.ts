import { KERNEL_BASE64 } from './level-kernel-bytes.ts';

type KernelFunction = (...values: number[]) => void;

/** An instance of the WebAssembly kernel (level-kernel.wat) with a memory of 256 KiB. Addresses are in bytes. */
export interface LevelKernel {
  readonly filterSquares: KernelFunction;
  readonly bounds: KernelFunction;
  readonly buffer: ArrayBuffer;
}

let module: WebAssembly.Module | undefined;
/** A kernel to use again. To create a kernel takes longer than to measure a short sound. */
let spare: LevelKernel | undefined;

/** Returns a kernel for one sound. Its memory may contain the samples of an earlier sound. */
export function acquireLevelKernel(): LevelKernel {
  const kernel = spare ?? createKernel();
  spare = undefined;
  return kernel;
}

/** Takes back a kernel that is no longer used. */
export function releaseLevelKernel(kernel: LevelKernel): void {
  spare = kernel;
}

function createKernel(): LevelKernel {
  module ??= new WebAssembly.Module(Buffer.from(KERNEL_BASE64, 'base64'));
  const { memory, filterSquares, bounds } = new WebAssembly.Instance(module).exports;
  if (!(memory instanceof WebAssembly.Memory) || !isFunction(filterSquares) || !isFunction(bounds))
    throw new Error('level-kernel.wat has other exports');
  return { filterSquares, bounds, buffer: memory.buffer };
}

function isFunction(value: unknown): value is KernelFunction {
  return typeof value === 'function';
}
