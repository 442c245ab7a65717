import { FEATURE_RATE } from '../src/engine/pcm.ts';
import { createMonoResampler } from '../src/engine/resample/mono-resampler.ts';

/**
 * Measures the quality of the resampling to 22.05 kHz with sines: how much the level in the passband varies, and how
 * loud the frequencies above the band of the output remain.
 *
 *   npx tsx bench/resample.ts
 */
const PASSBAND = range(50, 8800, 50);
const STOPBAND = range(12_400, 21_900, 100);

console.log(
  '| from | ripple, 50 Hz to 8.8 kHz | level at 9.8 kHz | loudest alias of 12.4 to 21.9 kHz |\n|---|---|---|---|',
);
for (const rate of [44_100, 48_000, 96_000, 44_101]) {
  const passband = PASSBAND.map((hertz) => level(hertz, rate));
  const ripple = Math.max(...passband) - Math.min(...passband);
  const alias = Math.max(...STOPBAND.map((hertz) => level(hertz, rate)));
  const edge = level(9800, rate);
  console.log(`| ${rate} Hz | ${ripple.toFixed(4)} dB | ${edge.toFixed(2)} dB | ${alias.toFixed(1)} dB |`);
}

/** Returns the level of a resampled sine in decibels, relative to the sine. */
function level(hertz: number, rate: number): number {
  const sine = Float32Array.from({ length: rate / 4 }, (_, i) => Math.sin((2 * Math.PI * hertz * i) / rate));
  const resampler = createMonoResampler({ rate, channels: 1, withClap: false });
  resampler.write(new Uint8Array(sine.buffer));
  // Without the ends, where the sine begins and stops abruptly.
  const middle = resampler.finish().feature.subarray(FEATURE_RATE / 20, FEATURE_RATE / 5);
  const power = middle.reduce((sum, sample) => sum + sample * sample, 0) / middle.length;
  return 10 * Math.log10(2 * power + 1e-20);
}

function range(from: number, to: number, step: number): number[] {
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => from + i * step);
}
