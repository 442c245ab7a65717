import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { decodeAudio } from '../../../src/engine/decode/decode.ts';
import { FEATURE_RATE } from '../../../src/engine/pcm.ts';
import { encodeAudio } from '../../../tests/helpers/encode-audio.ts';
import { packageFiles } from '../../../training/debian-packages.ts';
import { DRUM_CHANNEL } from '../../../training/drum-kits.ts';
import { drumPatterns, playDrums } from '../../../training/drum-loops.ts';
import { MUSIC_RATE, type Passage, renderPassages } from '../../../training/fluidsynth.ts';
import type { Note } from '../../../training/midi.ts';
import type { Random } from '../../../training/random.ts';
import { sonicPiPaths } from '../data-sets.ts';

/** A sound at the sample rate of the features. */
export interface NamedSound {
  readonly name: string;
  readonly samples: Float32Array;
}

/** A set of sounds of which no two are the same recording. */
export interface SoundSet {
  readonly name: string;
  readonly sounds: readonly NamedSound[];
}

const PROMPTS = '/usr/share/asterisk/sounds/en_US_f_Allison';
const SOUNDFONT = '/usr/share/sounds/sf2/TimGM6mb.sf2';
/** Debian packages from which sounds are made, each with a file that exists if the package is installed. */
const PACKAGES = {
  'asterisk-core-sounds-en-wav': PROMPTS,
  fluidsynth: '/usr/bin/fluidsynth',
  'timgm6mb-soundfont': SOUNDFONT,
  'espeak-ng': '/usr/bin/espeak-ng',
} as const;

/** Returns the names of the Debian packages that are not installed and whose sounds are left out. */
export function missingPackages(): string[] {
  return Object.entries(PACKAGES).flatMap(([name, file]) => (existsSync(file) ? [] : [name]));
}

const has = (name: keyof typeof PACKAGES) => existsSync(PACKAGES[name]);

export async function decodeSamples(source: string | Uint8Array): Promise<Float32Array> {
  return (await decodeAudio(source, { decoder: 'auto', withClap: false, maxSeconds: 600, timeoutMs: 60_000 })).feature;
}

async function atFeatureRate(samples: Float32Array, rate: number): Promise<Float32Array> {
  return rate === FEATURE_RATE ? samples : decodeSamples(await encodeAudio(samples, rate, 'wav-f32'));
}

/** Returns the 206 Sonic Pi samples. */
export async function samplePackSounds(): Promise<NamedSound[]> {
  const sounds: NamedSound[] = [];
  for (const file of sonicPiPaths())
    sounds.push({ name: path.basename(file, '.flac'), samples: await decodeSamples(file) });
  return sounds;
}

/** Returns 568 telephone prompts of one voice; empty if their package is not installed. */
export async function promptSounds(): Promise<NamedSound[]> {
  if (!has('asterisk-core-sounds-en-wav')) return [];
  const files = readdirSync(PROMPTS, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.wav'));
  const sounds: NamedSound[] = [];
  for (const file of files.sort()) {
    const samples = await decodeSamples(path.join(PROMPTS, file)).catch(() => null);
    if (samples && !file.startsWith('silence')) sounds.push({ name: file, samples });
  }
  return sounds;
}

/** Returns single hits of recorded and of electronic drum kits, with several hits of most drums. */
export async function drumHitSounds(cache: string): Promise<NamedSound[]> {
  const { root, files } = await packageFiles('hydrogen-drumkits', cache);
  const sounds: NamedSound[] = [];
  for (const file of files.filter((name) => /\.(flac|wav)$/i.test(name))) {
    const samples = await decodeSamples(path.join(root, file)).catch(() => null);
    if (samples) sounds.push({ name: file.replace(/^.*drumkits\//, ''), samples });
  }
  return sounds;
}

/** Concatenates telephone prompts to longer clips of one voice. No two clips have a prompt in common. */
export function narratorSounds(prompts: readonly NamedSound[], seconds: number, random: Random): NamedSound[] {
  const order = random.sample(prompts, prompts.length);
  const clips: NamedSound[] = [];
  for (let at = 0; clips.length < 14; ) {
    const parts: Float32Array[] = [];
    let length = 0;
    for (; length < seconds * FEATURE_RATE; at++) {
      const part = order[at]?.samples;
      if (!part) return clips;
      parts.push(part);
      length += part.length;
    }
    clips.push({
      name: `narrator of ${seconds} s, ${clips.length}`,
      samples: concatenate(parts).slice(0, seconds * FEATURE_RATE),
    });
  }
  return clips;
}

export function concatenate(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const WORDS =
  `time year people way day man thing woman life child world school state family student group country problem hand
  part place case week company system program question work government number night point home water room mother area
  money story fact month lot right study book eye job word business issue side kind head house service friend father
  power hour game line end member law car city community name president team minute idea kid body information back
  parent face others level office door health person art war history party result change morning reason research girl
  guy moment air teacher force education foot boy age policy music market sense nation plan college interest death
  experience effect use class control field pressure trade stone river forest bird winter summer garden window`.split(
    /\s+/,
  );

/** Returns texts of random words, spoken by one synthetic voice. */
export async function spokenSounds(count: number, seconds: number, random: Random): Promise<NamedSound[]> {
  if (!has('espeak-ng')) return [];
  const sounds: NamedSound[] = [];
  for (let i = 0; i < count; i++) {
    const text = Array.from({ length: Math.ceil(seconds * 3.2) }, () => random.pick(WORDS)).join(' ');
    const bytes = execFileSync('espeak-ng', ['-v', 'en-us', '--stdout', text], { maxBuffer: 2 ** 27 });
    const samples = (await decodeSamples(bytes)).slice(0, seconds * FEATURE_RATE);
    sounds.push({ name: `synthetic voice of ${seconds} s, ${i}`, samples });
  }
  return sounds;
}

const SCALE = [0, 2, 4, 5, 7, 9, 11];

/** Composes a tune: all tunes have the same drum pattern, but different chords, bass lines and melodies. */
function tune(seconds: number, bpm: number, drums: readonly Note[], random: Random): Passage {
  const beat = 60 / bpm;
  const note = (degree: number, octave: number) =>
    12 * (octave + Math.floor(degree / 7)) + (SCALE[((degree % 7) + 7) % 7] ?? 0);
  const notes: Note[] = [...drums];
  for (let bar = 0; bar * 4 * beat < seconds; bar++) {
    const start = bar * 4 * beat;
    const root = random.pick([0, 3, 4, 5, 1]);
    for (const degree of [0, 2, 4])
      notes.push({ start, seconds: 3.8 * beat, channel: 0, pitch: note(root + degree, 4), velocity: 70 });
    for (let i = 0; i < 4; i++)
      notes.push({ start: start + i * beat, seconds: 0.9 * beat, channel: 1, pitch: note(root, 3), velocity: 90 });
    for (let i = 0; i < 8; i++) {
      if (random.chance(0.25)) continue;
      const degree = random.whole(0, 11);
      const [from, velocity] = [start + (i * beat) / 2, random.whole(75, 110)];
      notes.push({ start: from, seconds: 0.45 * beat, channel: 2, pitch: note(degree, 5), velocity });
    }
  }
  const programs = [0, 33, 73].map((program, channel) => ({ channel, program }));
  return { notes, programs: [...programs, { channel: DRUM_CHANNEL, program: 0 }], seconds };
}

async function render(passages: readonly Passage[], name: string): Promise<NamedSound[]> {
  if (!has('fluidsynth') || !has('timgm6mb-soundfont')) return [];
  const rendered = await renderPassages(passages, { soundfont: SOUNDFONT, reverb: true });
  const sounds: NamedSound[] = [];
  for (const [i, { samples }] of rendered.entries())
    sounds.push({ name: `${name} ${i}`, samples: await atFeatureRate(samples, MUSIC_RATE) });
  return sounds;
}

/** Returns ten different tunes with the same instruments, key, tempo and drum pattern. */
export function tuneSounds(seconds: number, random: Random): Promise<NamedSound[]> {
  const bpm = random.whole(90, 140);
  const drums = playDrums(random.pick(drumPatterns), bpm, seconds, random);
  const passages = Array.from({ length: 10 }, () => tune(seconds, bpm, drums, random));
  return render(passages, `tune of ${seconds} s,`);
}

/** Returns drum loops with the same drum kit and tempo, but different patterns. */
export function drumLoopSounds(random: Random): Promise<NamedSound[]> {
  const bpm = random.whole(90, 140);
  const programs = [{ channel: DRUM_CHANNEL, program: random.pick([0, 8, 16, 24, 25]) }];
  const passages = drumPatterns.map((pattern) => ({ notes: playDrums(pattern, bpm, 8, random), programs, seconds: 8 }));
  return render(passages, `drum loop at ${bpm}`);
}

/** Returns single hits of a soundfont's drum kit, one of each drum. */
export function synthesizedHitSounds(random: Random): Promise<NamedSound[]> {
  const passages = Array.from({ length: 47 }, (_, i) => ({
    notes: [{ start: 0, seconds: 1, channel: DRUM_CHANNEL, pitch: 35 + i, velocity: random.whole(60, 120) }],
    programs: [{ channel: DRUM_CHANNEL, program: 0 }],
    seconds: 1.2,
  }));
  return render(passages, 'synthesized hit');
}

/** Returns independent white or pink noises of the same length. */
export function noiseSounds(seconds: number, color: 'white' | 'pink', count: number, random: Random): NamedSound[] {
  return Array.from({ length: count }, (_, i) => {
    // Paul Kellet's filter for pink noise.
    const poles = [0.99765, 0.963, 0.57];
    const gains = [0.099, 0.2965, 1.0527];
    const states = [0, 0, 0];
    const samples = Float32Array.from({ length: seconds * FEATURE_RATE }, () => {
      const white = random.uniform(-0.3, 0.3);
      if (color === 'white') return white;
      let sum = 0.1848 * white;
      poles.forEach((pole, k) => {
        states[k] = pole * (states[k] ?? 0) + (gains[k] ?? 0) * white;
        sum += states[k] ?? 0;
      });
      return 0.3 * sum;
    });
    return { name: `${color} noise of ${seconds} s, ${i}`, samples };
  });
}

/** Returns sounds that begin with one jingle of 4 s, and continue with different talks of 6 s. */
export async function jingleSounds(jingle: Float32Array, count: number, random: Random): Promise<NamedSound[]> {
  const talks = await spokenSounds(count, 6, random);
  const start = Float32Array.from({ length: 4 * FEATURE_RATE }, (_, i) => jingle[i % jingle.length] ?? 0);
  return talks.map(({ samples }, i) => ({ name: `jingle and talk ${i}`, samples: concatenate([start, samples]) }));
}
