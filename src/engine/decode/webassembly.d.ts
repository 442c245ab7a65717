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
  }
  class Memory {
    private constructor();
    readonly buffer: ArrayBuffer;
  }
  class Instance {
    constructor(module: Module, imports?: Imports);
    readonly exports: Exports;
  }
  class RuntimeError extends Error {}
  function compile(bytes: Uint8Array): Promise<Module>;
}
