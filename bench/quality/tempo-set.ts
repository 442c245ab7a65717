import { FEATURE_RATE } from '../../src/engine/pcm.ts';

export interface TempoCase {
  readonly name: string;
  readonly bpm: number;
  readonly samples: Float32Array;
}

const SECONDS = 12;

/** Returns click tracks and three drum patterns at tempi from 50 to 200 beats per minute, in steps of 5. */
export function tempoCases(): TempoCase[] {
  const cases: TempoCase[] = [];
  for (let bpm = 50; bpm <= 200; bpm += 5) {
    cases.push({ name: 'clicks', bpm, samples: strokes(bpm, 4, { click: '1111' }) });
    cases.push({
      name: 'rock',
      bpm,
      samples: strokes(bpm, 8, { kick: '10001000', snare: '00100010', hat: '11111111' }),
    });
    cases.push({ name: 'four on the floor', bpm, samples: strokes(bpm, 8, { kick: '10101010', hat: '01010101' }) });
    cases.push({
      name: 'break',
      bpm,
      samples: strokes(bpm, 16, { kick: '1010000001100000', snare: '0000100101001001', hat: '1010101010101010' }),
    });
  }
  return cases;
}

type Stroke = 'click' | 'kick' | 'snare' | 'hat';

/** Renders a repeated bar of four beats, divided into `steps` equal steps; `1` is a stroke, `0` a rest. */
function strokes(bpm: number, steps: number, pattern: Partial<Record<Stroke, string>>): Float32Array {
  const samples = new Float32Array(SECONDS * FEATURE_RATE);
  const step = ((60 / bpm) * 4 * FEATURE_RATE) / steps;
  for (let i = 0; i * step < samples.length; i++) {
    for (const [name, hits] of Object.entries(pattern)) {
      if (hits[i % steps] === '1') addStroke(samples, Math.round(i * step), name, i);
    }
  }
  return samples;
}

function addStroke(samples: Float32Array, at: number, name: string, seed: number): void {
  const noise = noiseFrom(seed + 1);
  const length = Math.min(samples.length - at, FEATURE_RATE / 5);
  for (let i = 0; i < length; i++) {
    const seconds = i / FEATURE_RATE;
    const value =
      name === 'kick'
        ? 0.8 * Math.exp(-seconds * 18) * Math.sin(2 * Math.PI * (50 * seconds + 4 * (1 - Math.exp(-seconds * 40))))
        : name === 'snare'
          ? 0.4 * Math.exp(-seconds * 25) * (noise() + 0.5 * Math.sin(2 * Math.PI * 190 * seconds))
          : name === 'hat'
            ? 0.15 * Math.exp(-seconds * 60) * noise()
            : 0.7 * Math.exp(-seconds * 200) * Math.sin(2 * Math.PI * 1500 * seconds);
    samples[at + i] = (samples[at + i] ?? 0) + value;
  }
}

/** Returns a seeded source of white noise from -1 to 1: the generator of Park and Miller (1988). */
function noiseFrom(seed: number): () => number {
  let state = seed * 7919 + 17;
  return () => {
    state = (state * 48271) % 2147483647;
    return (2 * state) / 2147483647 - 1;
  };
}
