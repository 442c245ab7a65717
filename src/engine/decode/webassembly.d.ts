/**
 * The part of the WebAssembly API that is used here.
 * TypeScript declares this API only in its `dom` library, which describes browsers and not Node.js.
 */
declare namespace WebAssembly {
  type ImportValue = object | number;
  type Imports = Record<string, Record<string, ImportValue>>;
  type Exports = Record<string, unknown>;

  class Module {
    constructor(bytes: Uint8Array);
    private readonly brand;
    static imports(module: Module): { name: string; kind: string }[];
    static exports(module: Module): { name: string; kind: string }[];
    static customSections(module: Module, name: string): ArrayBuffer[];
  }
  class Memory {
    /** @param size numbers of pages of 64 KiB; a shared memory needs the greatest one */
    constructor(size: { readonly initial: number; readonly maximum?: number; readonly shared?: boolean });
    readonly buffer: ArrayBuffer;
    /** Makes the memory larger by a number of pages of 64 KiB. The previous buffer is detached, unless it is shared. */
    grow(pages: number): number;
  }
  class Global {
    private constructor();
    value: number | bigint;
  }
  class Table {
    private constructor();
    readonly length: number;
    get(index: number): unknown;
  }
  class Instance {
    constructor(module: Module, imports?: Imports);
    readonly exports: Exports;
  }
  class RuntimeError extends Error {}
  function compile(bytes: Uint8Array): Promise<Module>;
}
