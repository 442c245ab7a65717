/** Number of samples per transform: a power of 4, so that all stages are radix-4. */
export const FFT_SIZE = 1024;

const QUARTER = FFT_SIZE / 4;
const HANN = Float64Array.from({ length: FFT_SIZE }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / FFT_SIZE));
/** First input index of each butterfly in the first stage: the butterfly's number with its base-4 digits reversed. */
const ORDER = Uint16Array.from({ length: QUARTER }, (_, index) => {
  let reversed = 0;
  for (let rest = index, size = QUARTER; size > 1; size /= 4, rest >>= 2) reversed = reversed * 4 + (rest & 3);
  return reversed;
});
/** Parameters of the stages after the first: a quarter of the block length, and three twiddle factors per butterfly. */
const STAGES = [4, 16, 64, 256].map((quarter) => {
  const angle = (i: number) => (-2 * Math.PI * Math.floor(i / 3) * (1 + (i % 3))) / (4 * quarter);
  const factors = Float64Array.from({ length: 6 * quarter }, (_, i) =>
    i % 2 === 0 ? Math.cos(angle(i / 2)) : Math.sin(angle((i - 1) / 2)),
  );
  return { quarter, factors };
});

/**
 * Computes the discrete Fourier transform of two Hann-windowed frames of a real signal at once.
 * The frame at `start` is the real part of the input, and the frame `apart` samples later is the imaginary part. {@link
 * powers} separates the two spectra. Radix 4, decimation in time. The code is unrolled for speed, because the transform
 * takes most of the time of CLAP's preprocessing.
 * @param re receives the real part of the transform, {@link FFT_SIZE} numbers
 * @param im receives the imaginary part of the transform
 */
export function transformPair(
  signal: Float32Array,
  start: number,
  apart: number,
  re: Float64Array,
  im: Float64Array,
): void {
  firstStage(signal, start, apart, re, im);
  for (const { quarter, factors } of STAGES) {
    for (let i = 0; i < quarter; i++) {
      const cosB = factors[6 * i] ?? 0;
      const sinB = factors[6 * i + 1] ?? 0;
      const cosC = factors[6 * i + 2] ?? 0;
      const sinC = factors[6 * i + 3] ?? 0;
      const cosD = factors[6 * i + 4] ?? 0;
      const sinD = factors[6 * i + 5] ?? 0;
      for (let a = i; a < FFT_SIZE; a += 4 * quarter) {
        const b = a + quarter;
        const c = b + quarter;
        const d = c + quarter;
        // Each number is read into a constant, because the compiler does not merge repeated reads.
        const xA = re[a] ?? 0;
        const yA = im[a] ?? 0;
        const xB = re[b] ?? 0;
        const yB = im[b] ?? 0;
        const xC = re[c] ?? 0;
        const yC = im[c] ?? 0;
        const xD = re[d] ?? 0;
        const yD = im[d] ?? 0;
        const reB = xB * cosB - yB * sinB;
        const imB = xB * sinB + yB * cosB;
        const reC = xC * cosC - yC * sinC;
        const imC = xC * sinC + yC * cosC;
        const reD = xD * cosD - yD * sinD;
        const imD = xD * sinD + yD * cosD;
        const reAplusC = xA + reC;
        const imAplusC = yA + imC;
        const reAminusC = xA - reC;
        const imAminusC = yA - imC;
        const reBplusD = reB + reD;
        const imBplusD = imB + imD;
        const reBminusD = reB - reD;
        const imBminusD = imB - imD;
        re[a] = reAplusC + reBplusD;
        im[a] = imAplusC + imBplusD;
        re[b] = reAminusC + imBminusD;
        im[b] = imAminusC - reBminusD;
        re[c] = reAplusC - reBplusD;
        im[c] = imAplusC - imBplusD;
        re[d] = reAminusC - imBminusD;
        im[d] = imAminusC + reBminusD;
      }
    }
  }
}

/** Runs the first stage, which reads the samples in digit-reversed order and needs no twiddle factors. */
function firstStage(signal: Float32Array, start: number, apart: number, re: Float64Array, im: Float64Array): void {
  for (let i = 0; i < QUARTER; i++) {
    const a = ORDER[i] ?? 0;
    const b = a + QUARTER;
    const c = b + QUARTER;
    const d = c + QUARTER;
    const hannA = HANN[a] ?? 0;
    const hannB = HANN[b] ?? 0;
    const hannC = HANN[c] ?? 0;
    const hannD = HANN[d] ?? 0;
    const reA = (signal[start + a] ?? 0) * hannA;
    const reB = (signal[start + b] ?? 0) * hannB;
    const reC = (signal[start + c] ?? 0) * hannC;
    const reD = (signal[start + d] ?? 0) * hannD;
    const later = start + apart;
    const imA = (signal[later + a] ?? 0) * hannA;
    const imB = (signal[later + b] ?? 0) * hannB;
    const imC = (signal[later + c] ?? 0) * hannC;
    const imD = (signal[later + d] ?? 0) * hannD;
    const out = 4 * i;
    re[out] = reA + reC + (reB + reD);
    im[out] = imA + imC + (imB + imD);
    re[out + 1] = reA - reC + (imB - imD);
    im[out + 1] = imA - imC - (reB - reD);
    re[out + 2] = reA + reC - (reB + reD);
    im[out + 2] = imA + imC - (imB + imD);
    re[out + 3] = reA - reC - (imB - imD);
    im[out + 3] = imA - imC + (reB - reD);
  }
}

/** Computes the power spectrum of each of the two frames from their common transform. Skips bin 0. */
export function powers(re: Float64Array, im: Float64Array, first: Float64Array, second: Float64Array): void {
  for (let bin = 1; bin < first.length; bin++) {
    const mirror = FFT_SIZE - bin;
    const x = re[bin] ?? 0;
    const y = im[bin] ?? 0;
    const u = re[mirror] ?? 0;
    const v = im[mirror] ?? 0;
    first[bin] = ((x + u) * (x + u) + (y - v) * (y - v)) / 4;
    second[bin] = ((y + v) * (y + v) + (u - x) * (u - x)) / 4;
  }
}
