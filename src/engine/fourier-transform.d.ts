/** The part of npm `fourier-transform` that is used here; the package ships no types of its own. */
declare module 'fourier-transform' {
  type Complex = [re: Float64Array, im: Float64Array];
  /** Unnormalised DFT of a real signal whose length is a power of 2: bins 0..N/2, written to `output` if given. */
  export function fft(input: ArrayLike<number>, output?: Complex): Complex;
}
