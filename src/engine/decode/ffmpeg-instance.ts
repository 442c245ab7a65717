import { GLOBAL_PREFIX } from './export-globals.ts';

/** A WebAssembly instance of ffmpeg that can decode one file after another. */
export interface FfmpegInstance {
  readonly exports: WebAssembly.Exports;
  /** Sets the functions that the instance imports from now on. */
  connect(imports: WebAssembly.Imports): void;
  /**
   * Sets the memory and all mutable globals of the instance to the values that they had when it was created.
   * Returns false if that is impossible because the memory has grown. The instance must then not be used again.
   */
  reset(): boolean;
}

/** Size of a page of WebAssembly memory in bytes. The size of a memory is a multiple of this. */
const PAGE_BYTES = 65_536;
const ZEROS = Buffer.alloc(PAGE_BYTES);

/** Memory of a new instance up to the last page that is not all zeros. All new instances have the same memory. */
let initialMemory: Uint8Array | undefined;

/**
 * Creates an instance of a module that exports its memory and all its mutable globals (`exportMutableGlobals`).
 * An instance can keep state in nothing else: its table of functions is constant, because no instruction of the module
 * changes the table, and ffmpeg's JavaScript is created again for each file.
 */
export function createFfmpegInstance(module: WebAssembly.Module, imports: WebAssembly.Imports): FfmpegInstance {
  let current = imports;
  const forwarded: WebAssembly.Imports = {};
  for (const [group, members] of Object.entries(imports)) {
    forwarded[group] = Object.fromEntries(
      Object.entries(members).map(([key, value]): [string, WebAssembly.ImportValue] => {
        if (typeof value !== 'function') throw new Error('this build of @ffmpeg/core imports more than functions');
        return [key, (...args: unknown[]): unknown => callMember(current, group, key, args)];
      }),
    );
  }
  const { exports } = new WebAssembly.Instance(module, forwarded);
  const memories = Object.values(exports).filter((value) => value instanceof WebAssembly.Memory);
  const globals = Object.entries(exports).flatMap(([name, value]) =>
    name.startsWith(GLOBAL_PREFIX) && value instanceof WebAssembly.Global
      ? [{ global: value, initial: value.value }]
      : [],
  );
  const [memory] = memories;
  if (!memory || memories.length > 1 || globals.length === 0) {
    throw new Error('this build of @ffmpeg/core has other exports, so it cannot be reset');
  }
  const byteLength = memory.buffer.byteLength;
  initialMemory ??= usedPart(memory.buffer);
  const snapshot = initialMemory;
  return {
    exports,
    connect(next) {
      current = next;
    },
    reset() {
      if (memory.buffer.byteLength !== byteLength) return false;
      const bytes = Buffer.from(memory.buffer);
      bytes.set(snapshot);
      // Only pages that were written to, because a write to any other page would take memory of the machine for it.
      for (let at = snapshot.length; at < byteLength; at += PAGE_BYTES) {
        const page = bytes.subarray(at, at + PAGE_BYTES);
        if (!ZEROS.equals(page)) page.fill(0);
      }
      for (const { global, initial } of globals) global.value = initial;
      return true;
    },
  };
}

function callMember(imports: WebAssembly.Imports, group: string, key: string, args: readonly unknown[]): unknown {
  const member = imports[group]?.[key];
  if (typeof member !== 'function') throw new Error(`ffmpeg's JavaScript has no function ${group}.${key}`);
  return member(...args);
}

/** Returns a copy of a memory up to the last page that is not all zeros. */
function usedPart(buffer: ArrayBuffer): Uint8Array {
  let length = buffer.byteLength;
  while (length > 0 && ZEROS.equals(new Uint8Array(buffer, length - PAGE_BYTES, PAGE_BYTES))) length -= PAGE_BYTES;
  return new Uint8Array(buffer.slice(0, length));
}
