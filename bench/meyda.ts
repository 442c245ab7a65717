import { createRequire } from 'node:module';
import { FEATURE_RATE } from '../src/engine/pcm.ts';

const FRAME = 2048;
const HOP = 512;

interface MeydaModule {
  bufferSize: number;
  sampleRate: number;
  extract(features: readonly string[], signal: Float32Array): unknown;
}
// Typed by hand: Meyda's own types describe another module format than the one that Node.js loads.
const Meyda: MeydaModule = createRequire(import.meta.url)('meyda');

/** Computes the four of the six features that Meyda can compute, frame by frame, of samples at 22.05 kHz. */
export function extractWithMeyda(samples: Float32Array): void {
  Meyda.bufferSize = FRAME;
  Meyda.sampleRate = FEATURE_RATE;
  for (let at = 0; at + FRAME <= samples.length; at += HOP) {
    Meyda.extract(['mfcc', 'chroma', 'zcr', 'rms'], samples.subarray(at, at + FRAME));
  }
}
