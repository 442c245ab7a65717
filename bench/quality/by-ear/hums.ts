import { FEATURE_RATE } from '../../../src/engine/pcm.ts';
import type { Random } from '../../../training/random.ts';
import type { TuneNote } from './tunes.ts';

export interface HumOptions {
  /** Semitones by which the hum is higher than the tune. */
  readonly shift: number;
  /** How much faster the hum is than the tune. */
  readonly tempo: number;
}

/** Spread of the singer's intonation of each note and of the whole hum, in semitones. */
const INTONATION = 0.25;
/** Length of the glide from one note to the next, in seconds. */
const GLIDE_SECONDS = [0.03, 0.09] as const;
const VIBRATO_HERTZ = [4.5, 6.5] as const;
const VIBRATO_SEMITONES = [0, 0.4] as const;
/** Center frequencies of the formants of hummed vowels, in hertz. */
const FORMANTS = [
  [320, 1100, 2400],
  [450, 900, 2500],
  [600, 1100, 2600],
] as const;
const HARMONICS = 24;

/**
 * Synthesizes a hum of a tune, at {@link FEATURE_RATE}: harmonics under formants, with glides, vibrato, wrong intonation
 * and uneven timing. Some breath noise is in the hum.
 */
export function hum(notes: readonly TuneNote[], { shift, tempo }: HumOptions, random: Random): Float32Array {
  const detuned = random.uniform(-INTONATION, INTONATION);
  const timed = notes.map(({ start, seconds, pitch }) => ({
    start: Math.max(0, (start + 0.015 * random.normal()) / tempo),
    end: (start + seconds * random.uniform(0.75, 0.98)) / tempo,
    pitch: pitch + shift + detuned + random.uniform(-INTONATION, INTONATION),
  }));
  const glide = random.uniform(...GLIDE_SECONDS);
  const vibratoHertz = random.uniform(...VIBRATO_HERTZ);
  const vibrato = random.uniform(...VIBRATO_SEMITONES);
  const formants = random.pick(FORMANTS);
  const samples = new Float32Array(Math.ceil(((timed.at(-1)?.end ?? 0) + 0.3) * FEATURE_RATE));
  let [note, phase, level, noise] = [0, 0, 0, 0];
  let pitch = timed[0]?.pitch ?? 60;
  let amplitudes: Float64Array = new Float64Array(HARMONICS);
  for (let i = 0; i < samples.length; i++) {
    const time = i / FEATURE_RATE;
    while (note + 1 < timed.length && time >= (timed[note + 1]?.start ?? 0)) note++;
    const sung = timed[note];
    if (!sung) break;
    pitch += (sung.pitch - pitch) / (glide * FEATURE_RATE * 0.4);
    const target = time >= sung.start && time < sung.end ? 1 : 0;
    level += (target - level) / (0.02 * FEATURE_RATE);
    const deepens = Math.min(1, Math.max(0, (time - sung.start - 0.15) / 0.2));
    const hertz = hertzOf(pitch + vibrato * deepens * Math.sin(2 * Math.PI * vibratoHertz * time));
    phase += hertz / FEATURE_RATE;
    if (i % 64 === 0) amplitudes = harmonicsAt(hertz, formants);
    // sin((k + 1) x) = 2 cos x sin(k x) - sin((k - 1) x)
    const [sine, twiceCosine] = [Math.sin(2 * Math.PI * phase), 2 * Math.cos(2 * Math.PI * phase)];
    let [value, harmonic, lower] = [0, sine, 0];
    for (let k = 0; k < HARMONICS; k++) {
      value += (amplitudes[k] ?? 0) * harmonic;
      [harmonic, lower] = [twiceCosine * harmonic - lower, harmonic];
    }
    noise = 0.7 * noise + 0.3 * random.uniform(-1, 1);
    samples[i] = 0.25 * level * (value + 0.08 * noise);
  }
  return samples;
}

export function hertzOf(pitch: number): number {
  return 440 * 2 ** ((pitch - 69) / 12);
}

/** Returns the amplitudes of the harmonics: 12 dB an octave less, times the gain of the formants. */
function harmonicsAt(hertz: number, formants: readonly number[]): Float64Array {
  return Float64Array.from({ length: HARMONICS }, (_, k) => {
    const frequency = hertz * (k + 1);
    if (frequency > FEATURE_RATE / 2.2) return 0;
    const gain = formants.reduce((sum, formant) => sum + 1 / (1 + ((frequency - formant) / 130) ** 2), 0.05);
    return gain / (k + 1);
  });
}
