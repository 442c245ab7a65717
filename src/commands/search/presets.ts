import { BLOCK_NAMES } from '../../engine/embedding.ts';
import { type Levels, NORMAL } from '../../storage/settings.ts';

/** Predefined levels of the search weights. Each preset except `balanced` emphasizes one quality of sounds. */
export const PRESETS = {
  balanced: NORMAL,
  meaning: { ...NORMAL, clap: 'more' },
  tone: { ...NORMAL, mfcc: 'more', contrast: 'more' },
  rhythm: { ...NORMAL, rhythm: 'more' },
  tune: { ...NORMAL, chroma: 'more' },
} as const satisfies Readonly<Record<string, Levels>>;
export type Preset = keyof typeof PRESETS;
export const PRESET_NAMES = ['balanced', 'meaning', 'tone', 'rhythm', 'tune'] as const satisfies readonly Preset[];

/** Returns the preset with exactly these levels; undefined if no preset has them. */
export function presetOf(levels: Levels): Preset | undefined {
  return PRESET_NAMES.find((name) => BLOCK_NAMES.every((block) => PRESETS[name][block] === levels[block]));
}
