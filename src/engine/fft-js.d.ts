/** The part of npm `fft.js` that is used here; the package ships no types of its own. */
declare module 'fft.js' {
  /** Radix-4 complex FFT; arrays hold real and imaginary parts in turns. */
  class FFT {
    constructor(size: number);
    createComplexArray(): number[];
    transform(out: number[], data: readonly number[]): void;
  }
  export = FFT;
}
