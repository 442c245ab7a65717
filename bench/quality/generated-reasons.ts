import { existsSync } from 'node:fs';
import { type ReasonsClip, type ReasonsPlan, renderReasonsClips } from '../../training/reasons-clips.ts';

/** Soundfont of the Debian package `timgm6mb-soundfont`. No sound of the reference corpus was made with it. */
const SOUNDFONT = '/usr/share/sounds/sf2/TimGM6mb.sf2';
const FLUIDSYNTH = '/usr/bin/fluidsynth';
const SETS = 8;

/** Numbers of clips and of values as in the stored clips. Instruments, melodies, rhythms and noises differ. */
const RECIPE: Omit<ReasonsPlan, 'name'> = {
  clips: 80,
  values: [5, 4, 4, 3, 4],
  seconds: [7, 7],
  texture: 'solo',
  human: false,
  noiseFollows: true,
  plain: true,
};

/** Returns whether FluidSynth and the soundfont are installed, without which no clips can be generated. */
export const canGenerateReasons = (): boolean => existsSync(SOUNDFONT) && existsSync(FLUIDSYNTH);

/**
 * Generates 8 sets of 80 clips in which five attributes vary independently, one set after the other.
 * @param seed beginning of the name of each set. The name is the seed of the random choices of the set. The constants
 * of the engine were not chosen on the seeds whose results are reported.
 */
export async function* generatedReasons(seed: string): AsyncGenerator<ReasonsClip[]> {
  for (let set = 1; set <= SETS; set++)
    yield await renderReasonsClips({ ...RECIPE, name: `${seed}-${set}` }, SOUNDFONT);
}
