import load from '@echogarden/pffft-wasm/simd';

// Compiled once for each thread, before anything that imports this module runs.
const pffft = await load();

/** Power spectra of stretches of a real signal: |X|² of the unnormalised DFT, bins 0..N/2. */
export interface PowerSpectrum {
  /** The signal, to be filled in. */
  readonly samples: Float32Array;
  /** Writes the spectrum of the samples from `start`, a multiple of 4, on. */
  write(power: Float64Array, start: number): void;
  /** The same, of the samples under a periodic Hann window. */
  writeHann(power: Float64Array, start: number): void;
}

/**
 * A real FFT of `size` samples, a multiple of 32, out of a buffer of `room`, by PFFFT (Pommier) in single precision:
 * what rounding leaves is 130 dB below the loudest bin. Fixed-width SIMD: the same bits on every machine.
 * For the life of the thread; its few kilobytes are never given back.
 */
export function createPowerSpectrum(size: number, room = size): PowerSpectrum {
  const setup = pffft._pffft_new_setup(size, 0);
  const bytes = Float32Array.BYTES_PER_ELEMENT;
  const input = pffft._pffft_aligned_malloc(room * bytes);
  const output = pffft._pffft_aligned_malloc(size * bytes);
  const work = pffft._pffft_aligned_malloc(size * bytes);
  const spectrum = new Float32Array(pffft.HEAPF32.buffer, output, size);
  const half = size / 2;
  return {
    samples: new Float32Array(pffft.HEAPF32.buffer, input, room),
    write(power, start) {
      pffft._pffft_transform_ordered(setup, input + start * bytes, output, work, 0);
      power[0] = (spectrum[0] ?? 0) ** 2;
      power[half] = (spectrum[1] ?? 0) ** 2;
      for (let k = 1; k < half; k++) power[k] = (spectrum[2 * k] ?? 0) ** 2 + (spectrum[2 * k + 1] ?? 0) ** 2;
    },
    writeHann(power, start) {
      pffft._pffft_transform_ordered(setup, input + start * bytes, output, work, 0);
      // The window 1/2 - cos/2 takes from each bin half of the mean of its neighbours: no need to touch the samples.
      let [reBefore, imBefore] = [spectrum[0] ?? 0, 0];
      let [re, im] = [spectrum[2] ?? 0, spectrum[3] ?? 0];
      const last = spectrum[1] ?? 0;
      power[0] = ((reBefore - re) / 2) ** 2;
      for (let k = 1; k < half; k++) {
        const reAfter = k + 1 < half ? (spectrum[2 * k + 2] ?? 0) : last;
        const imAfter = k + 1 < half ? (spectrum[2 * k + 3] ?? 0) : 0;
        const x = re - (reBefore + reAfter) / 2;
        const y = im - (imBefore + imAfter) / 2;
        power[k] = (x * x + y * y) / 4;
        reBefore = re;
        imBefore = im;
        re = reAfter;
        im = imAfter;
      }
      power[half] = ((last - reBefore) / 2) ** 2;
    },
  };
}
