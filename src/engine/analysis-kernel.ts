import { KERNEL_BASE64 } from './analysis-kernel-bytes.ts';

type KernelFunction = (...values: number[]) => void;

/** An instance of the WebAssembly kernel (analysis-kernel.wat) with a memory of its own. Addresses are in bytes. */
export interface AnalysisKernel {
  readonly hannPower: KernelFunction;
  readonly pairSums: KernelFunction;
  readonly signChanges: KernelFunction;
  readonly buffer: ArrayBuffer;
}

let module: WebAssembly.Module | undefined;

/** Creates a kernel with a memory of 64 KiB, which is never freed. Create only one per thread and purpose. */
export function createAnalysisKernel(): AnalysisKernel {
  module ??= new WebAssembly.Module(Buffer.from(KERNEL_BASE64, 'base64'));
  const { memory, hannPower, pairSums, signChanges } = new WebAssembly.Instance(module).exports;
  if (!(memory instanceof WebAssembly.Memory)) throw new Error('analysis-kernel.wat exports no memory');
  if (!isFunction(hannPower) || !isFunction(pairSums) || !isFunction(signChanges)) {
    throw new Error('analysis-kernel.wat has other exports');
  }
  return { hannPower, pairSums, signChanges, buffer: memory.buffer };
}

function isFunction(value: unknown): value is KernelFunction {
  return typeof value === 'function';
}
