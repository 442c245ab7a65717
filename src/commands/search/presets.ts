import { BLOCK_NAMES } from '../../engine/embedding.ts';
import { type Levels, NORMAL } from '../../storage/settings.ts';

/** Ready-made levels, by what a search asks for first. */
export const PRESETS = {
  balanced: NORMAL,
  meaning: { ...NORMAL, clap: 'more' },
  tone: { ...NORMAL, mfcc: 'more', contrast: 'more' },
  rhythm: { ...NORMAL, rhythm: 'more' },
  tune: { ...NORMAL, chroma: 'more' },
} as const satisfies Readonly<Record<string, Levels>>;
export type Preset = keyof typeof PRESETS;
export const PRESET_NAMES = ['balanced', 'meaning', 'tone', 'rhythm', 'tune'] as const satisfies readonly Preset[];

/** The preset that levels are; undefined where they are a mix of their own. */
export function presetOf(levels: Levels): Preset | undefined {
  return PRESET_NAMES.find((name) => BLOCK_NAMES.every((block) => PRESETS[name][block] === levels[block]));
}
