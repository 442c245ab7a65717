import { realFft } from './real-fft.ts';

/** Window and hop of the spectrograms in samples: 23 ms and 12 ms at 11,025 Hz. */
const WINDOW = 256;
const HOP = 128;
const HANN = Float32Array.from({ length: WINDOW }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / WINDOW));

/**
 * Computes the diversity of two aligned waveforms: the effective number of independent cells of their spectrograms. It
 * is the squared sum of the geometric means of the powers, divided by the sum of their squares. Two independent sounds
 * with a large diversity cannot correlate by chance; a click, a steady tone and a bass drum have a small one.
 */
export function diversityOf(a: Float32Array, b: Float32Array): number {
  const fft = realFft(WINDOW);
  const frame = new Float32Array(WINDOW);
  const transform = (signal: Float32Array, start: number) => {
    for (let i = 0; i < WINDOW; i++) frame[i] = (signal[start + i] ?? 0) * (HANN[i] ?? 0);
    return fft.forward(frame);
  };
  let [sum, squares] = [0, 1e-30];
  for (let start = -HOP; start < a.length; start += HOP) {
    const x = transform(a, start);
    const y = transform(b, start);
    for (let i = 2; i < WINDOW; i += 2) {
      const square = ((x[i] ?? 0) ** 2 + (x[i + 1] ?? 0) ** 2) * ((y[i] ?? 0) ** 2 + (y[i + 1] ?? 0) ** 2);
      sum += Math.sqrt(square);
      squares += square;
    }
  }
  // The windows overlap by half, so every part of the signals is counted twice.
  return (sum * sum) / squares / 2;
}

const SEGMENTS = 4;

/** Returns the smallest magnitude of the correlation of two aligned waveforms, in segments of equal energy. */
export function weakestSegment(a: Float32Array, b: Float32Array): number {
  const weight = (i: number) => Math.abs((a[i] ?? 0) * (b[i] ?? 0));
  let total = 0;
  for (let i = 0; i < a.length; i++) total += weight(i);
  let weakest = 1;
  let energy = 0;
  let i = 0;
  for (let segment = 1; segment <= SEGMENTS; segment++) {
    let [product, squareA, squareB] = [0, 0, 1e-30];
    for (; i < a.length && (energy < (segment * total) / SEGMENTS || segment === SEGMENTS); i++) {
      energy += weight(i);
      product += (a[i] ?? 0) * (b[i] ?? 0);
      squareA += (a[i] ?? 0) ** 2;
      squareB += (b[i] ?? 0) ** 2;
    }
    // A single click may contain the energy of several segments. These segments are empty.
    if (squareA > 0) weakest = Math.min(weakest, Math.abs(product) / Math.sqrt(squareA * squareB + 1e-30));
  }
  return weakest;
}
