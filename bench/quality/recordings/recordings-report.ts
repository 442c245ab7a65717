import { tmpdir } from 'node:os';
import path from 'node:path';
import { createRandom, type Random } from '../../../training/random.ts';
import { claimsReport } from './claims-report.ts';
import { copiesReport } from './copies-report.ts';
import { costsReport } from './costs-report.ts';
import * as sets from './sound-sets.ts';

/** Seed of the sounds on which the thresholds of the engine were chosen. */
const CHOOSING = 'choose';
const CACHE = path.join(tmpdir(), 'soundalike-recordings');

/** Reports wrongly related sounds, recognized copies, and costs, measured on the sounds that a seed selects. */
export async function recordingsReport(seed: string): Promise<string> {
  const random = createRandom(seed);
  const samples = await sets.samplePackSounds();
  const prompts = half(await sets.promptSounds(), seed);
  const narrators: sets.SoundSet[] = [5, 20, 30, 60].map((seconds) => ({
    name: `narrator, ${seconds} s`,
    sounds: sets.narratorSounds(prompts, seconds, random),
  }));
  const tunes: sets.SoundSet[] = [];
  for (const seconds of [10, 30, 60])
    tunes.push({ name: `tunes of one band, ${seconds} s`, sounds: await sets.tuneSounds(seconds, random) });
  const others: sets.SoundSet[] = [
    { name: 'Sonic Pi samples', sounds: samples },
    { name: 'prompts of one voice', sounds: prompts },
    { name: 'loops of one drum kit', sounds: await sets.drumLoopSounds(random) },
    { name: 'hits of one synthesized kit', sounds: await sets.synthesizedHitSounds(random) },
    { name: 'hits of recorded kits', sounds: half(await drumHits(), seed) },
    { name: 'texts of a synthetic voice, 20 s', sounds: await sets.spokenSounds(14, 20, random) },
    { name: 'one jingle, then talk', sounds: await sets.jingleSounds(random.pick(samples).samples, 8, random) },
    ...noiseSets(random),
  ];
  const missing = sets.missingPackages();
  return [
    `Seed: ${seed}.`,
    ...(missing.length > 0 ? [`Left out, because these Debian packages are missing: ${missing.join(', ')}.`] : []),
    '### Pairs of different sounds',
    await claimsReport([...narrators, ...tunes, ...others].filter(({ sounds }) => sounds.length > 1)),
    '### Copies of Sonic Pi samples',
    await copiesReport(samples),
    '### Copies of narrators of 20 s and tunes of 10 s',
    await copiesReport([...(narrators[1]?.sounds ?? []), ...(tunes[0]?.sounds ?? [])]),
    '### Costs',
    await costsReport([...samples, ...(narrators[1]?.sounds ?? [])]),
  ].join('\n\n');
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
