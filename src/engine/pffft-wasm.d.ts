/** The part of npm `@echogarden/pffft-wasm` that is used here; the package ships no types of its own. */
declare module '@echogarden/pffft-wasm/simd' {
  /** The FFT library PFFFT in WebAssembly. Addresses are byte offsets in its memory, which `HEAPF32` views. */
  interface Pffft {
    readonly HEAPF32: Float32Array<ArrayBuffer>;
    /** Creates a plan for transforms of `size` numbers, real (`kind` 0) or complex (`kind` 1). */
    _pffft_new_setup(size: number, kind: 0 | 1): number;
    _pffft_aligned_malloc(bytes: number): number;
    /** Runs a forward transform (`direction` 0). For real input, the output begins with bins 0 and N/2. */
    _pffft_transform_ordered(setup: number, input: number, output: number, work: number, direction: 0 | 1): void;
  }
  function load(): Promise<Pffft>;
  export = load;
}
