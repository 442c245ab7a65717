import { KERNEL_BASE64 } from './analysis-kernel-bytes.ts';

type KernelFunction = (...values: number[]) => number;

/** An instance of the WebAssembly kernel (analysis-kernel.wat) with a memory of its own. Addresses are in bytes. */
export interface AnalysisKernel {
  readonly hannPower: KernelFunction;
  readonly addPowers: KernelFunction;
  readonly pairSums: KernelFunction;
  readonly bankSums: KernelFunction;
  readonly signChanges: KernelFunction;
  readonly extremes: KernelFunction;
  readonly bandLimit: KernelFunction;
  readonly buffer: ArrayBuffer;
}

let module: WebAssembly.Module | undefined;

const PAGE_BYTES = 65_536;

/**
 * Creates a kernel with a memory that is never freed. Create only one per thread and purpose.
 * @param minBytes minimum size of the memory in bytes, by default 64 KiB
 */
export function createAnalysisKernel(minBytes = PAGE_BYTES): AnalysisKernel {
  module ??= new WebAssembly.Module(Buffer.from(KERNEL_BASE64, 'base64'));
  const { memory, ...functions } = new WebAssembly.Instance(module).exports;
  if (!(memory instanceof WebAssembly.Memory)) throw new Error('analysis-kernel.wat exports no memory');
  memory.grow(Math.max(0, Math.ceil(minBytes / PAGE_BYTES) - 1));
  const functionOf = (name: string): KernelFunction => {
    const found = functions[name];
    if (!isFunction(found)) throw new Error(`analysis-kernel.wat exports no function ${name}`);
    return found;
  };
  return {
    hannPower: functionOf('hannPower'),
    addPowers: functionOf('addPowers'),
    pairSums: functionOf('pairSums'),
    bankSums: functionOf('bankSums'),
    signChanges: functionOf('signChanges'),
    extremes: functionOf('extremes'),
    bandLimit: functionOf('bandLimit'),
    buffer: memory.buffer,
  };
}

function isFunction(value: unknown): value is KernelFunction {
  return typeof value === 'function';
}
