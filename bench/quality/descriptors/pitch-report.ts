import { table } from '../table.ts';
import { describeSamples } from './describe-samples.ts';

const RATE = 44_100;
const SECONDS = 0.8;
/** Number of frequencies, evenly spaced in octaves from 40 Hz to 4 kHz. */
const STEPS = 60;

/** Amplitudes of the partials of each timbre: the number and the ratio of a partial, and its decay per second. */
interface Partial {
  readonly ratio: number;
  readonly amplitude: number;
  readonly decay: number;
}

const harmonics = (count: number, amplitude: (k: number) => number): Partial[] =>
  Array.from({ length: count }, (_, i) => ({ ratio: i + 1, amplitude: amplitude(i + 1), decay: 0 }));
const TIMBRES: Readonly<Record<string, readonly Partial[]>> = {
  sine: harmonics(1, () => 1),
  sawtooth: harmonics(400, (k) => 0.5 / k),
  square: harmonics(400, (k) => (k % 2) / k),
  organ: [1, 2, 3, 4, 6, 8].map((ratio, i) => ({ ratio, amplitude: [0.2, 0.3, 0.2, 0.2, 0.1, 0.1][i] ?? 0, decay: 0 })),
  // Stretched partials, and a weak fundamental, as of the low strings of a piano.
  piano: Array.from({ length: 20 }, (_, i) => ({
    ratio: (i + 1) * Math.sqrt(1 + 2e-4 * (i + 1) ** 2),
    amplitude: i === 0 ? 0.1 : 0.3 / (i + 1) ** 0.8,
    decay: 1.5 + 0.6 * (i + 1),
  })),
};

/** Reports the share of generated notes whose pitch is found within 10 cents. */
export function pitchReport(): string {
  const rows = Object.entries(TIMBRES).map(([name, partials]) => {
    const errors = Array.from({ length: STEPS + 1 }, (_, step) => {
      const hertz = 40 * 100 ** (step / STEPS);
      const { pitchHz } = describeSamples(note(hertz, partials), RATE);
      return pitchHz === null ? Number.POSITIVE_INFINITY : Math.abs(1200 * Math.log2(pitchHz / hertz));
    });
    const within = errors.filter((error) => error <= 10);
    return [name, errors.length.toString(), within.length / errors.length, Math.max(...within).toFixed(1)];
  });
  return table(['timbre, 40 Hz to 4 kHz', 'notes', 'within 10 cents', 'largest error of those, cents'], rows);
}

function note(hertz: number, partials: readonly Partial[]): Float32Array {
  const samples = new Float32Array(SECONDS * RATE);
  for (const { ratio, amplitude, decay } of partials) {
    if (hertz * ratio >= RATE / 2) continue;
    const step = (2 * Math.PI * hertz * ratio) / RATE;
    for (let i = 0; i < samples.length; i++)
      samples[i] = (samples[i] ?? 0) + 0.5 * amplitude * Math.exp((-decay * i) / RATE) * Math.sin(step * i);
  }
  return samples;
}
