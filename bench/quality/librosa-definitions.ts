import type { AnalysisConfig } from '../../src/engine/features/analyze-frames.ts';
import { createContrastMeter } from '../../src/engine/features/contrast.ts';
import type { FrameDescriptors } from '../../src/engine/features/frame-descriptors.ts';
import { createMelBank } from '../../src/engine/features/mel-bank.ts';
import { CROSSING_ORDERS } from '../../src/engine/features/zcr.ts';
import { FEATURE_RATE } from '../../src/engine/pcm.ts';
import { FFT_SIZE, HOP } from '../../src/engine/spectrum.ts';

/** librosa's default analysis range at 22,050 Hz: the whole spectrum, down to 80 dB below the peak. */
export const LIBROSA_CONFIG: AnalysisConfig = {
  mel: createMelBank(FEATURE_RATE / 2),
  mask() {},
  contrast: createContrastMeter(FEATURE_RATE / 2),
  floorDb: 80,
};

/** Computes features per frame by librosa's definitions, which differ from those of this engine. */
export function frameLevels(frames: FrameDescriptors, samples: Float32Array) {
  const decibels = (power: number) => 10 * Math.log10(Math.max(1e-10, Math.sqrt(power)));
  return {
    /** Spectral contrast in dB, `frames x 7`. */
    contrast: frames.peaks.map((peak, i) => decibels(peak) - decibels(frames.valleys[i] ?? 0)),
    /** Zero-crossing rate in crossings per sample. */
    zcr: Float32Array.from({ length: frames.count }, (_, t) => frames.crossings[t * CROSSING_ORDERS] ?? 0),
    rms: Float32Array.from({ length: frames.count }, (_, t) => frameRms(samples, t * HOP - FFT_SIZE / 2)),
  };
}

function frameRms(samples: Float32Array, start: number): number {
  let squares = 0;
  for (let i = Math.max(0, start); i < Math.min(samples.length, start + FFT_SIZE); i++)
    squares += (samples[i] ?? 0) ** 2;
  return Math.sqrt(squares / FFT_SIZE);
}
