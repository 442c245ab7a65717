/** The part of npm `@echogarden/pffft-wasm` that is used here; the package ships no types of its own. */
declare module '@echogarden/pffft-wasm/simd' {
  /** PFFFT in WebAssembly; addresses are bytes into its memory, which `HEAPF32` looks at. */
  interface Pffft {
    readonly HEAPF32: Float32Array<ArrayBuffer>;
    /** A plan for transforms of `size` numbers, real (`kind` 0) or complex (1). */
    _pffft_new_setup(size: number, kind: 0 | 1): number;
    _pffft_aligned_malloc(bytes: number): number;
    /** Forward (`direction` 0), frequencies in order; for real input the first pair is the bins 0 and N/2. */
    _pffft_transform_ordered(setup: number, input: number, output: number, work: number, direction: 0 | 1): void;
  }
  function load(): Promise<Pffft>;
  export = load;
}
