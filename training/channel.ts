import { backgrounds } from './background-noise.ts';
import type { Random } from './random.ts';
import { addNoise, filter, mix } from './signal.ts';
import type { Sound } from './wav.ts';

/** What a room, a microphone and a recorder do to a sound. */
export interface Channel {
  readonly lowCut: number;
  readonly highCut: number;
  readonly noise: 'hiss' | 'pink' | 'hum' | 'brown';
  /** Level of the noise below the sound's, in dB. */
  readonly noiseDecibels: number;
  /** Delays in seconds and gains of the first echoes. */
  readonly echoes: readonly (readonly [number, number])[];
}

/** A channel that leaves the sound recognisable; `quality` 0 is poor, 1 nearly clean. */
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

/** The sound as it comes out of a channel; the noise is a new one each time. */
export function throughChannel({ samples, rate }: Sound, channel: Channel, random: Random): Sound {
  let heard = samples;
  for (const [delay, gain] of channel.echoes) {
    const late = new Float32Array(samples.length);
    late.set(
      samples.subarray(0, Math.max(0, samples.length - Math.round(delay * rate))),
      Math.min(samples.length, Math.round(delay * rate)),
    );
    heard = mix(heard, late, gain);
  }
  heard = filter(heard, rate, 'high', channel.lowCut);
  if (channel.highCut < rate * 0.45) heard = filter(heard, rate, 'low', channel.highCut);
  const noise = backgrounds[channel.noise].source(samples.length, rate, random);
  return { samples: addNoise(heard, noise, channel.noiseDecibels), rate };
}
