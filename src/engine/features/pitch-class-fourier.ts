import { FINE_CLASSES } from './peak-chroma.ts';

/** Number of Fourier coefficients of a chroma vector that describe 12 semitones: orders 0 to 6. */
export const ORDERS = 7;

const COSINES = table(Math.cos);
const SINES = table(Math.sin);

function table(wave: (angle: number) => number): Float64Array {
  return Float64Array.from({ length: ORDERS * FINE_CLASSES }, (_, i) => {
    const [order, step] = [Math.floor(i / FINE_CLASSES), i % FINE_CLASSES];
    return wave((-2 * Math.PI * order * step) / FINE_CLASSES);
  });
}

/** Complex numbers: real and imaginary parts. */
export interface Complex {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

export function complex(length: number): Complex {
  return { re: new Float64Array(length), im: new Float64Array(length) };
}

/**
 * Computes the discrete Fourier transform of a chroma vector, orders 0 to 6, and writes it to `out` (Amiot 2016).
 * A transposition by one semitone turns the phase of order k by 30 k degrees, and leaves the magnitudes unchanged.
 * @param chroma {@link FINE_CLASSES} numbers, C first
 */
export function pitchClassFourier(chroma: ArrayLike<number>, out: Complex): void {
  for (let order = 0; order < ORDERS; order++) {
    let [re, im] = [0, 0];
    for (let step = 0, at = order * FINE_CLASSES; step < FINE_CLASSES; step++, at++) {
      const x = chroma[step] ?? 0;
      re += x * (COSINES[at] ?? 0);
      im += x * (SINES[at] ?? 0);
    }
    out.re[order] = re;
    out.im[order] = im;
  }
}
