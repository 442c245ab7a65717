import { FEATURE_RATE } from '../../../src/engine/pcm.ts';
import type { Random } from '../../../training/random.ts';
import type { LabeledPassage } from '../descriptors/generated-music.ts';

/** Kinds of bursts with which people imitate drums. */
type Burst = 'kick' | 'snare' | 'hat';

/** Deviation of the time of a burst, in seconds. */
const SCATTER = 0.012;
const KICKS = [35, 36, 41, 43, 45, 63, 68];
const HATS = [42, 44, 46, 51, 69, 70, 75];

export interface BeatboxOptions {
  readonly tempo: number;
  readonly seconds: number;
  /** Time in the loop at which the imitation begins, in seconds. */
  readonly from: number;
}

/**
 * Synthesizes a beatboxed imitation of a drum loop, at {@link FEATURE_RATE}: bursts like the syllables of a mouth, with
 * the scatter of a human. Some soft notes are left out.
 */
export function beatbox(
  { passage }: LabeledPassage,
  { tempo, seconds, from }: BeatboxOptions,
  random: Random,
): Float32Array {
  const samples = new Float32Array(Math.ceil((seconds / tempo + 0.2) * FEATURE_RATE));
  const voice = { kick: random.uniform(70, 110), snare: random.uniform(900, 1700), hat: random.uniform(4000, 5500) };
  for (const { start, pitch, velocity } of passage.notes) {
    if (velocity < 90 && random.chance(0.1)) continue;
    const time = (((start - from + passage.seconds) % passage.seconds) + SCATTER * random.normal()) / tempo;
    const repeats = Math.ceil(seconds / passage.seconds);
    for (let i = 0; i < repeats; i++) {
      const at = time + (i * passage.seconds) / tempo;
      if (at >= 0 && at < seconds / tempo) addBurst(samples, at, burstOf(pitch), velocity / 127, voice, random);
    }
  }
  return samples.map((sample) => 0.3 * sample + 0.001 * random.uniform(-1, 1));
}

/** Returns the burst with which a drum is imitated. */
export function burstOf(pitch: number): Burst {
  return KICKS.includes(pitch) ? 'kick' : HATS.includes(pitch) ? 'hat' : 'snare';
}

function addBurst(
  out: Float32Array,
  time: number,
  burst: Burst,
  gain: number,
  voice: Readonly<Record<Burst, number>>,
  random: Random,
): void {
  const start = Math.round(time * FEATURE_RATE);
  const decay = { kick: 0.06, snare: 0.05, hat: 0.025 }[burst] * FEATURE_RATE;
  const width = burst === 'kick' ? 0 : 2 * Math.sin((Math.PI * voice[burst]) / FEATURE_RATE);
  let [low, band] = [0, 0];
  for (let i = 0; i < 6 * decay && start + i < out.length; i++) {
    const envelope = gain * Math.exp(-i / decay) * Math.min(1, i / 60);
    const noise = random.uniform(-1, 1);
    // A state-variable filter at the pitch of the syllable.
    low += width * band;
    band += width * (noise - low - 0.7 * band);
    const tone = Math.sin((2 * Math.PI * voice.kick * i) / FEATURE_RATE);
    const value = burst === 'kick' ? tone + 0.1 * noise : burst === 'snare' ? band : noise - low;
    out[start + i] = (out[start + i] ?? 0) + envelope * value;
  }
}
