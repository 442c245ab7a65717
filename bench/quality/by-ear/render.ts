import { createMonoResampler } from '../../../src/engine/resample/mono-resampler.ts';
import { type Passage, renderPassages } from '../../../training/fluidsynth.ts';

export const SOUNDFONT = '/usr/share/sounds/sf2/TimGM6mb.sf2';

/** Renders passages, and resamples them as the decoder does. */
export async function render(passages: readonly Passage[]): Promise<Float32Array[]> {
  const sounds = await renderPassages(passages, { soundfont: SOUNDFONT, reverb: true });
  return sounds.map(({ samples, rate }) => {
    const resampler = createMonoResampler({ rate, channels: 1, withClap: false });
    resampler.write(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength));
    return resampler.finish().feature;
  });
}

/** Returns the sum of two signals, the second at a level relative to the first, in dB, over the length of the first. */
export function under(first: Float32Array, second: Float32Array, decibels: number): Float32Array {
  const gain = (rms(first) / (rms(second) || 1)) * 10 ** (decibels / 20);
  return first.map((sample, i) => sample + gain * (second[i] ?? 0));
}

export function rms(samples: Float32Array): number {
  return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, samples.length));
}
