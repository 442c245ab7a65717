import { type BackgroundName, backgrounds } from './background-noise.ts';
import { MUSIC_RATE, type Passage, renderPassages } from './fluidsynth.ts';
import { drawInstruments, type Instrument } from './instruments.ts';
import { type Dynamics, drawDynamics } from './loudness-envelopes.ts';
import { drawMelodies, type Melody } from './melodies.ts';
import type { Note } from './midi.ts';
import { createRandom, type Random } from './random.ts';
import { drawRhythms, type Rhythm, unrollRhythm } from './rhythms.ts';
import { addNoise, scaleToPeak, shape } from './signal-processing.ts';
import type { Sound } from './wav.ts';

/** Parameters of a set of clips. The name of the set is the seed of its random choices. */
export interface ReasonsPlan {
  readonly name: string;
  readonly clips: number;
  /** Numbers of different instruments, melodies, rhythms, noises and loudness envelopes, in this order. */
  readonly values: readonly [number, number, number, number, number];
  /** Minimum and maximum length of a clip in seconds. */
  readonly seconds: readonly [number, number];
  readonly texture: 'solo' | 'bass' | 'thirds';
  /** Whether loops start at any note, onsets vary by milliseconds, and velocities vary. */
  readonly human: boolean;
  /** Whether the background noise follows the loudness envelope of the music, or stays constant. */
  readonly noiseFollows: boolean;
  /** Whether every attribute is clear: clear pitches, whole tunes, gentle dynamics, noise 14 to 19 dB below the music. */
  readonly plain: boolean;
}

/** A clip, and the value of each of its five attributes. */
export interface ReasonsClip {
  readonly labels: Readonly<Record<'instrument' | 'melody' | 'rhythm' | 'noise' | 'dynamics', string>>;
  readonly sound: Sound;
}

interface Background {
  readonly name: string;
  readonly kind: BackgroundName | null;
  readonly decibels: number;
}

interface Choice {
  readonly instrument: Instrument;
  readonly melody: Melody;
  readonly rhythm: Rhythm;
  readonly noise: Background;
  readonly dynamics: Dynamics;
  readonly seconds: number;
  readonly passage: Passage;
}

function drawBackgrounds(random: Random, count: number, plain: boolean): Background[] {
  const kinds = random.sample(Object.keys(backgrounds) as BackgroundName[], count - 1);
  const drawn = kinds.map((kind) => {
    const [from, to] = plain ? [14, 19] : backgrounds[kind].decibels;
    return { name: kind, kind, decibels: random.uniform(from, to) };
  });
  return [{ name: 'clean', kind: null, decibels: 0 }, ...drawn];
}

/** Composes the notes of one clip: the pitches of the melody at the onsets of the rhythm. */
function composePassage(
  plan: ReasonsPlan,
  { instrument, melody, rhythm, seconds }: Omit<Choice, 'passage' | 'noise' | 'dynamics'>,
  random: Random,
): Passage {
  const phase = plan.human ? random.whole(0, 7) : 0;
  const notes: Note[] = [];
  unrollRhythm(rhythm, seconds, phase).forEach((onset, index) => {
    const semitones = melody.pitches[(index + phase) % melody.pitches.length] ?? 0;
    const pitch = instrument.octave + semitones;
    const start = plan.human ? Math.max(0, onset.start + 0.008 * random.normal()) : onset.start;
    const velocity = plan.human ? random.whole(70, 110) : 96;
    const length = onset.seconds * 0.95;
    notes.push({ start, seconds: length, channel: 0, pitch, velocity });
    if (plan.texture === 'thirds')
      notes.push({ start, seconds: length, channel: 0, pitch: pitch + 4, velocity: velocity - 15 });
    if (plan.texture === 'bass')
      notes.push({ start, seconds: length, channel: 1, pitch: 36 + (semitones % 12), velocity: 80 });
  });
  const programs = [
    { channel: 0, program: instrument.program },
    { channel: 1, program: 33 },
  ];
  return { notes, programs, seconds };
}

function drawChoices(plan: ReasonsPlan, random: Random): Choice[] {
  const [instrumentCount, melodyCount, rhythmCount, noiseCount, dynamicsCount] = plan.values;
  const instruments = drawInstruments(random, instrumentCount, plan.plain);
  const melodies = drawMelodies(random, melodyCount, plan.plain ? 8 : undefined);
  const rhythms = drawRhythms(random, rhythmCount, plan.plain);
  const noises = drawBackgrounds(random, noiseCount, plan.plain);
  const courses = drawDynamics(random, dynamicsCount, plan.plain);
  return Array.from({ length: plan.clips }, () => {
    const music = {
      instrument: random.pick(instruments),
      melody: random.pick(melodies),
      rhythm: random.pick(rhythms),
      seconds: random.uniform(...plan.seconds),
    };
    const passage = composePassage(plan, music, random);
    return { ...music, passage, noise: random.pick(noises), dynamics: random.pick(courses) };
  });
}

/**
 * Generates a set of clips in which instrument, melody, rhythm, noise and dynamics vary independently.
 * @param soundfont path of the soundfont that FluidSynth renders with
 */
export async function renderReasonsClips(plan: ReasonsPlan, soundfont: string): Promise<ReasonsClip[]> {
  const random = createRandom(`reasons ${plan.name}`);
  const choices = drawChoices(plan, random);
  const sounds = await renderPassages(
    choices.map(({ passage }) => passage),
    { soundfont, reverb: true },
  );
  return choices.map((choice, index) => {
    const { noise, dynamics, seconds } = choice;
    const course = (t: number) => dynamics.envelope(t, seconds);
    let samples = sounds[index]?.samples ?? new Float32Array(0);
    if (!plan.noiseFollows) samples = shape(samples, MUSIC_RATE, course);
    if (noise.kind !== null) {
      const background = backgrounds[noise.kind].source(samples.length, MUSIC_RATE, random);
      samples = addNoise(samples, background, noise.decibels);
    }
    if (plan.noiseFollows) samples = shape(samples, MUSIC_RATE, course);
    return {
      labels: {
        instrument: choice.instrument.name,
        melody: choice.melody.name,
        rhythm: choice.rhythm.name,
        noise: noise.name,
        dynamics: dynamics.name,
      },
      sound: { samples: scaleToPeak(samples, random.uniform(0.2, 0.95)), rate: MUSIC_RATE },
    };
  });
}
