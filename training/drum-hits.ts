import path from 'node:path';
import type { Piece } from './corpus.ts';
import { packageFiles } from './debian-packages.ts';
import { DRUM_CHANNEL, drumFileNames, drumKits, drumNotes } from './drum-kits.ts';
import { MUSIC_RATE, renderPassages } from './fluidsynth.ts';
import { createRandom } from './random.ts';
import { createMemory, isSound, loadRecording } from './recordings.ts';
import { fadeEnds, scaleToPeak } from './signal-processing.ts';
import { soundfontPackages, soundfontPath } from './soundfonts.ts';

const HIT_SECONDS = 2.5;

/** Cuts off the end of a sound that is more than 60 dB below the peak. Returns null for silence. */
function trimEnd(samples: Float32Array): Float32Array | null {
  const peak = samples.reduce((largest, sample) => Math.max(largest, Math.abs(sample)), 0);
  const last = samples.findLastIndex((sample) => Math.abs(sample) > peak / 1000);
  return peak < 1e-4 ? null : samples.slice(0, last + 1);
}

/** Renders single strokes on the drums of many kits, from soundfonts. */
const soundfontHits: Piece = {
  name: 'drum-hits',
  about: 'Single strokes on 26 kinds of drums of 16 kits.',
  packages: soundfontPackages,
  async build(add, cache) {
    const random = createRandom('drum hits');
    for (const kit of drumKits) {
      const hits = Object.entries(drumNotes).map(([kind, notes]) => ({ kind, pitch: random.pick(notes) }));
      const sounds = await renderPassages(
        hits.map(({ pitch }) => ({
          notes: [{ start: 0, seconds: 1, channel: DRUM_CHANNEL, pitch, velocity: random.whole(60, 120) }],
          programs: [{ channel: DRUM_CHANNEL, program: kit.program }],
          seconds: HIT_SECONDS,
        })),
        { soundfont: await soundfontPath(kit.soundfont, cache), reverb: random.chance(0.4) },
      );
      for (const [index, { kind }] of hits.entries()) {
        const samples = trimEnd(sounds[index]?.samples ?? new Float32Array(0));
        if (samples === null) continue;
        const sound = {
          samples: scaleToPeak(fadeEnds(samples, MUSIC_RATE), random.uniform(0.2, 0.95)),
          rate: MUSIC_RATE,
        };
        await add({ group: 'percussion', set: 'hits', labels: { class: kind, kit: kit.name }, sound });
      }
    }
  },
};

const samplePackages = ['hydrogen-data', 'hydrogen-drumkits', 'lmms-common'];

/** Maximum number of clips of one kind of drum from one kit: kits contain many strokes of the same drum. */
const MAX_PER_KIT = 3;

/** Collects samples of drum machines and recorded kits, classified by their file names. */
const sampledHits: Piece = {
  name: 'drum-samples',
  about:
    'Strokes of recorded kits and drum machines, labeled by kind, and samples of a music program, labeled by folder.',
  packages: samplePackages,
  async build(add, cache) {
    const random = createRandom('drum samples');
    const isKnown = createMemory();
    for (const packageName of samplePackages) {
      const { root, files } = await packageFiles(packageName, cache);
      const counts = new Map<string, number>();
      for (const file of random.sample(files.filter(isSound), files.length)) {
        const folder = path.basename(path.dirname(file));
        const drums = packageName !== 'lmms-common' || folder === 'drums';
        const kind = drums ? drumFileNames.find(([, pattern]) => pattern.test(path.basename(file)))?.[0] : folder;
        const key = `${folder} ${kind}`;
        const most = drums && packageName !== 'lmms-common' ? MAX_PER_KIT : 20;
        if (kind === undefined || folder === 'data' || (counts.get(key) ?? 0) >= most) continue;
        const sound = await loadRecording(path.join(root, file), 0, 8);
        if (sound === null || isKnown(sound)) continue;
        counts.set(key, (counts.get(key) ?? 0) + 1);
        const set = drums ? 'samples' : 'studio';
        await add({
          group: drums ? 'percussion' : 'synthetic',
          set,
          labels: { class: kind, kit: `${packageName}:${folder}` },
          sound,
        });
      }
    }
  },
};

export const drumHits: readonly Piece[] = [soundfontHits, sampledHits];
