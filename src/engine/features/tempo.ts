import { autocorrelation } from './autocorrelation.ts';
import { listen } from './heard.ts';
import { onsetStrength } from './onsets.ts';
import { FRAME_RATE } from './rhythm.ts';
import { trimmed } from './trim.ts';

/** Tempi that are looked for, in beats a minute, and how finely. */
const SLOWEST = 40;
const FASTEST = 240;
const STEPS_AN_OCTAVE = 120;
/** A tempo near this is preferred, the more the nearer in octaves (librosa.beat.tempo: 120, deviation 1). */
const USUAL = 120;
const OCTAVES = 1;
/** Multiples of a beat at which the sound should be like itself too. */
const MULTIPLES = 4;
/** Less likeness than this is no beat. */
const LEAST_LIKENESS = 0.05;

/**
 * Tempo in beats a minute, 40..240, or null where nothing recurs (silence, drones, single hits). Mean autocorrelation
 * of the onset strength at one to four beats, times a prior around 120 (Ellis 2007). Octaves are a matter of taste:
 * half or double of what someone would tap counts as right.
 */
export function estimateTempo(samples: Float32Array): number | null {
  const sound = trimmed(samples);
  if (!sound) return null;
  const strength = onsetStrength(listen(sound.signal));
  const lags = Math.ceil((60 / SLOWEST) * FRAME_RATE * MULTIPLES) + 1;
  const likeness = autocorrelation(strength, lags);
  let best = { bpm: 0, score: 0 };
  const octaves = Math.log2(FASTEST / SLOWEST);
  for (let step = 0; step <= octaves * STEPS_AN_OCTAVE; step++) {
    const bpm = SLOWEST * 2 ** (step / STEPS_AN_OCTAVE);
    const beat = (60 / bpm) * FRAME_RATE;
    let mean = 0;
    let counted = 0;
    for (let n = 1; n <= MULTIPLES && n * beat < strength.length * 0.7; n++) {
      mean += interpolated(likeness, n * beat);
      counted++;
    }
    if (counted === 0) continue;
    const score = (mean / counted) * Math.exp(-0.5 * (Math.log2(bpm / USUAL) / OCTAVES) ** 2);
    if (score > best.score) best = { bpm, score };
  }
  return best.score > LEAST_LIKENESS ? best.bpm : null;
}

function interpolated(values: Float64Array, at: number): number {
  const low = Math.floor(at);
  const left = values[low] ?? 0;
  return left + (at - low) * ((values[low + 1] ?? 0) - left);
}
