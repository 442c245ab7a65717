import load from '@echogarden/pffft-wasm/simd';

// Compiled once for each thread, before anything that imports this module runs.
const pffft = await load();

/** The power spectrum of a real signal of a fixed length. */
export interface PowerSpectrum {
  /** The samples: to be filled, windowed, before each {@link PowerSpectrum.write}. */
  readonly frame: Float32Array;
  /** Writes |X|² of the frame's unnormalised DFT: bins 0..N/2. */
  write(power: Float64Array): void;
}

/**
 * A real FFT of `size` samples, a multiple of 32, by PFFFT (Pommier) in single precision: what rounding leaves is
 * 130 dB below the loudest bin. Fixed-width SIMD: the same bits on every machine.
 * For the life of the thread; its few kilobytes are never given back.
 */
export function createPowerSpectrum(size: number): PowerSpectrum {
  const setup = pffft._pffft_new_setup(size, 0);
  const addresses = [0, 0, 0].map(() => pffft._pffft_aligned_malloc(size * Float32Array.BYTES_PER_ELEMENT));
  const [input = 0, output = 0, work = 0] = addresses;
  const view = (address: number) => new Float32Array(pffft.HEAPF32.buffer, address, size);
  const frame = view(input);
  const spectrum = view(output);
  return {
    frame,
    write(power) {
      pffft._pffft_transform_ordered(setup, input, output, work, 0);
      power[0] = (spectrum[0] ?? 0) ** 2;
      power[size / 2] = (spectrum[1] ?? 0) ** 2;
      for (let k = 1; k < size / 2; k++) {
        const re = spectrum[2 * k] ?? 0;
        const im = spectrum[2 * k + 1] ?? 0;
        power[k] = re * re + im * im;
      }
    },
  };
}
