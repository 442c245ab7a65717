import type { Piece } from './corpus.ts';
import { type ReasonsPlan, renderReasonsClips } from './reasons-clips.ts';
import { type SoundfontName, soundfontPackage, soundfontPath } from './soundfonts.ts';

interface SetPlan extends ReasonsPlan {
  readonly soundfont: SoundfontName;
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
  async build(add, cache) {
    const clips = await renderReasonsClips(plan, await soundfontPath(plan.soundfont, cache));
    for (const { labels, sound } of clips) await add({ group: 'reasons', set: plan.name, labels, sound });
  },
}));
