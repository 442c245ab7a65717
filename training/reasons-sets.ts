import { type BackgroundName, backgrounds } from './background-noise.ts';
import type { AddClip, Piece } from './corpus.ts';
import { MUSIC_RATE, type Passage, renderPassages } from './fluidsynth.ts';
import { drawInstruments, type Instrument } from './instruments.ts';
import { type Dynamics, drawDynamics } from './loudness-envelopes.ts';
import { drawMelodies, type Melody } from './melodies.ts';
import type { Note } from './midi.ts';
import { createRandom, type Random } from './random.ts';
import { drawRhythms, type Rhythm, unrollRhythm } from './rhythms.ts';
import { addNoise, scaleToPeak, shape } from './signal-processing.ts';
import { type SoundfontName, soundfontPackage, soundfontPath } from './soundfonts.ts';

/** Parameters of a set of clips. The name of the set is the seed of its random choices. */
interface SetPlan {
  readonly name: string;
  readonly soundfont: SoundfontName;
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

const common = {
  clips: 100,
  seconds: [7, 7],
  texture: 'solo',
  human: false,
  noiseFollows: true,
  plain: false,
} as const;
const plain = { ...common, plain: true } as const;

const plans: readonly SetPlan[] = [
  { ...common, name: 'fluid-a', soundfont: 'fluid', values: [6, 6, 6, 4, 5] },
  { ...common, name: 'musescore-a', soundfont: 'musescore', values: [6, 5, 5, 4, 5] },
  { ...common, name: 'opl3-a', soundfont: 'opl3', values: [6, 6, 6, 4, 5] },
  { ...common, name: 'fluid-b', soundfont: 'fluid', values: [8, 7, 6, 5, 6], human: true },
  { ...common, name: 'csound-a', soundfont: 'csound', values: [7, 6, 6, 5, 5] },
  { ...common, name: 'fluid-c', soundfont: 'fluid', values: [7, 7, 6, 5, 5], texture: 'bass', noiseFollows: false },
  { ...common, name: 'musescore-b', soundfont: 'musescore', values: [7, 6, 6, 5, 6], seconds: [3, 12], human: true },
  { ...common, name: 'opl3-b', soundfont: 'opl3', values: [7, 6, 6, 5, 5], texture: 'thirds', human: true },
  { ...common, name: 'fluid-d', soundfont: 'fluid', values: [5, 4, 4, 3, 4], noiseFollows: false },
  { ...common, name: 'musescore-c', soundfont: 'musescore', values: [5, 4, 4, 3, 4] },
  { ...common, name: 'fluid-e', soundfont: 'fluid', values: [7, 6, 6, 5, 5], seconds: [3, 10], noiseFollows: false },
  { ...common, name: 'csound-b', soundfont: 'csound', values: [6, 6, 6, 4, 6], texture: 'bass', human: true },
  { ...plain, name: 'plain-fluid', soundfont: 'fluid', values: [5, 5, 4, 3, 4] },
  { ...plain, name: 'plain-musescore', soundfont: 'musescore', values: [5, 4, 5, 3, 4] },
  { ...plain, name: 'plain-opl3', soundfont: 'opl3', values: [5, 5, 4, 3, 4] },
  { ...plain, name: 'plain-csound', soundfont: 'csound', values: [5, 4, 4, 4, 5] },
  { ...plain, name: 'plain-mixed', soundfont: 'fluid', values: [6, 5, 5, 4, 4], human: true },
];

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
  plan: SetPlan,
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

function drawChoices(plan: SetPlan, random: Random): Choice[] {
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

async function buildSet(plan: SetPlan, add: AddClip, cache: string): Promise<void> {
  const random = createRandom(`reasons ${plan.name}`);
  const choices = drawChoices(plan, random);
  const sounds = await renderPassages(
    choices.map(({ passage }) => passage),
    { soundfont: await soundfontPath(plan.soundfont, cache), reverb: true },
  );
  for (const [index, choice] of choices.entries()) {
    const { noise, dynamics, seconds } = choice;
    const course = (t: number) => dynamics.envelope(t, seconds);
    let samples = sounds[index]?.samples ?? new Float32Array(0);
    if (!plan.noiseFollows) samples = shape(samples, MUSIC_RATE, course);
    if (noise.kind !== null) {
      const background = backgrounds[noise.kind].source(samples.length, MUSIC_RATE, random);
      samples = addNoise(samples, background, noise.decibels);
    }
    if (plan.noiseFollows) samples = shape(samples, MUSIC_RATE, course);
    await add({
      group: 'reasons',
      set: plan.name,
      labels: {
        instrument: choice.instrument.name,
        melody: choice.melody.name,
        rhythm: choice.rhythm.name,
        noise: noise.name,
        dynamics: dynamics.name,
      },
      sound: { samples: scaleToPeak(samples, random.uniform(0.2, 0.95)), rate: MUSIC_RATE },
    });
  }
}

function describe({ seconds: [from, to], texture, human, noiseFollows, plain, soundfont }: SetPlan): string {
  return [
    `Melodies of ${from === to ? from : `${from} to ${to}`} s, played with the soundfont ${soundfont}`,
    texture === 'solo' ? 'without accompaniment' : `with ${texture}`,
    human
      ? 'played with random timing and loudness from a random position in the loop'
      : 'played exactly, from the beginning of the loop',
    ...(plain ? ['with clear pitches, gentle dynamics and quiet noise'] : []),
    noiseFollows ? 'background noise that rises and falls with the music' : 'background noise of constant level',
  ].join(', ');
}

/**
 * Sets of clips in which instrument, melody, rhythm, noise and dynamics vary independently. The reasons for a match are
 * fitted to these sets. Each set is a piece of the corpus, with its own instruments, tunes, tempi, noises and dynamics.
 */
export const reasonsSets: readonly Piece[] = plans.map((plan) => ({
  name: `reasons-${plan.name}`,
  about: describe(plan),
  packages: [soundfontPackage(plan.soundfont)],
  build: (add, cache) => buildSet(plan, add, cache),
}));
