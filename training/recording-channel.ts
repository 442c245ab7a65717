import { backgrounds } from './background-noise.ts';
import type { Random } from './random.ts';
import { addNoise, filter, mix } from './signal-processing.ts';
import type { Sound } from './wav.ts';

/** Parameters of a simulated recording: room, microphone and recorder. */
export interface Channel {
  readonly lowCut: number;
  readonly highCut: number;
  readonly noise: 'hiss' | 'pink' | 'hum' | 'brown';
  /** Signal-to-noise ratio in dB. */
  readonly noiseDecibels: number;
  /** Delays in seconds and gains of the first echoes of the room. */
  readonly echoes: readonly (readonly [number, number])[];
}

/** Draws random parameters that leave a sound recognizable. `quality` is 0 for poor and 1 for nearly clean. */
export function drawChannel(random: Random, quality: number): Channel {
  const room = random.uniform(0, 0.5);
  return {
    lowCut: random.logarithmic(20, 250),
    highCut: random.logarithmic(3000 + 5000 * quality, 16_000),
    noise: random.pick(['hiss', 'pink', 'hum', 'brown'] as const),
    noiseDecibels: random.uniform(18, 34) + 26 * quality,
    echoes: Array.from({ length: 6 }, (_, order) => [
      random.uniform(0.007, 0.03) * (order + 1),
      room * random.uniform(-0.7, 0.7) ** (order + 1),
    ]),
  };
}

/** Returns a sound as recorded with these parameters, with newly drawn noise. */
export function throughChannel({ samples, rate }: Sound, channel: Channel, random: Random): Sound {
  let recorded = samples;
  for (const [delay, gain] of channel.echoes) {
    const late = new Float32Array(samples.length);
    late.set(
      samples.subarray(0, Math.max(0, samples.length - Math.round(delay * rate))),
      Math.min(samples.length, Math.round(delay * rate)),
    );
    recorded = mix(recorded, late, gain);
  }
  recorded = filter(recorded, rate, 'high', channel.lowCut);
  if (channel.highCut < rate * 0.45) recorded = filter(recorded, rate, 'low', channel.highCut);
  const noise = backgrounds[channel.noise].source(samples.length, rate, random);
  return { samples: addNoise(recorded, noise, channel.noiseDecibels), rate };
}
