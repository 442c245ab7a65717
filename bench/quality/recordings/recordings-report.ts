import { tmpdir } from 'node:os';
import path from 'node:path';
import { FEATURE_RATE } from '../../../src/engine/pcm.ts';
import { createRandom, type Random } from '../../../training/random.ts';
import { claimsReport, sharedPartsReport } from './claims-report.ts';
import { copiesReport } from './copies-report.ts';
import { costsReport } from './costs-report.ts';
import * as sets from './sound-sets.ts';

/** Seed of the sounds on which the thresholds of the engine were chosen. */
const CHOOSING = 'choose';
const CACHE = path.join(tmpdir(), 'soundalike-recordings');

/** Parts of the report, which can be computed one by one. */
export const GROUPS = ['recorded', 'generated', 'jingles', 'samples', 'music', 'costs'] as const;
export type Group = (typeof GROUPS)[number];

/** Minimum length in seconds of a sample that is used as a jingle, and number of jingles. */
const MIN_JINGLE_SECONDS = 1.5;
const JINGLES = 7;

/** Reports wrongly related sounds, recognized copies, and costs, measured on the sounds that a seed selects. */
export async function recordingsReport(seed: string, groups: readonly Group[] = GROUPS): Promise<string> {
  const samples = await sets.samplePackSounds();
  const prompts = half(await sets.promptSounds(), seed);
  // Each group has its own random numbers, so that a group that is computed alone has the same sounds.
  const randomFor = (group: string) => createRandom(`${seed} ${group}`);
  const narrators = (seconds: number) => sets.narratorSounds(prompts, seconds, randomFor(`narrators ${seconds}`));
  const tunes = (seconds: number) => sets.tuneSounds(seconds, randomFor(`tunes ${seconds}`));
  const reports: Record<Group, () => Promise<string>> = {
    recorded: async () =>
      `### Pairs of different recorded sounds\n\n${await claimsReport([
        { name: 'Sonic Pi samples', sounds: samples },
        { name: 'prompts of one voice', sounds: prompts },
        { name: 'hits of recorded kits', sounds: half(await drumHits(), seed) },
      ])}`,
    generated: async () =>
      `### Pairs of different generated sounds\n\n${await claimsReport(await generatedSounds(narrators, tunes, randomFor('pairs')))}`,
    jingles: async () => {
      const random = randomFor('jingles');
      const long = samples.filter((sample) => sample.samples.length >= MIN_JINGLE_SECONDS * FEATURE_RATE);
      const jingles: sets.SoundSet[] = [];
      for (const { name, samples: jingle } of random.sample(long, JINGLES))
        jingles.push({ name: `jingle ${name}, then talk`, sounds: await sets.jingleSounds(jingle, 4, random) });
      return `### Pairs of sounds that share only a jingle\n\n${await sharedPartsReport(jingles)}`;
    },
    samples: async () => `### Copies of Sonic Pi samples\n\n${await copiesReport(samples)}`,
    music: async () =>
      `### Copies of narrators of 20 s and tunes of 10 s\n\n${await copiesReport([...narrators(20), ...(await tunes(10))])}`,
    costs: async () => `### Costs\n\n${await costsReport([...samples, ...narrators(20)])}`,
  };
  const missing = sets.missingPackages();
  const parts = [`Seed: ${seed}.`];
  if (missing.length > 0) parts.push(`Left out, because these Debian packages are missing: ${missing.join(', ')}.`);
  for (const group of groups) parts.push(await reports[group]());
  return parts.join('\n\n');
}

async function generatedSounds(
  narrators: (seconds: number) => sets.NamedSound[],
  tunes: (seconds: number) => Promise<sets.NamedSound[]>,
  random: Random,
): Promise<sets.SoundSet[]> {
  const all: sets.SoundSet[] = [5, 20, 30, 60].map((seconds) => ({
    name: `narrator, ${seconds} s`,
    sounds: narrators(seconds),
  }));
  for (const seconds of [10, 30, 60])
    all.push({ name: `tunes of one band, ${seconds} s`, sounds: await tunes(seconds) });
  all.push(
    { name: 'loops of one drum kit', sounds: await sets.drumLoopSounds(random) },
    { name: 'hits of one synthesized kit', sounds: await sets.synthesizedHitSounds(random) },
    { name: 'texts of a synthetic voice, 20 s', sounds: await sets.spokenSounds(14, 20, random) },
    ...noiseSets(random),
  );
  return all;
}

function noiseSets(random: Random): sets.SoundSet[] {
  return [0.5, 2, 5].flatMap((seconds) =>
    (['white', 'pink'] as const).map((color) => ({
      name: `${color} noise, ${seconds} s`,
      sounds: sets.noiseSounds(seconds, color, 12, random),
    })),
  );
}

async function drumHits(): Promise<sets.NamedSound[]> {
  return sets.drumHitSounds(CACHE).catch((error: unknown) => {
    console.error(`hydrogen-drumkits is left out: ${error instanceof Error ? error.message : String(error)}`);
    return [];
  });
}

/** Returns one half of the sounds for choosing thresholds, and the other half for any other seed. */
function half(sounds: readonly sets.NamedSound[], seed: string): sets.NamedSound[] {
  const shuffled = createRandom('halves').sample(sounds, sounds.length);
  const middle = Math.floor(sounds.length / 2);
  return seed === CHOOSING ? shuffled.slice(0, middle) : shuffled.slice(middle);
}
