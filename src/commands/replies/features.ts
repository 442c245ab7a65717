import type { Comparison, FeatureName } from '../../engine/embedding.ts';
import { differencesOf } from '../../engine/reasons.ts';
import { percent } from './text.ts';

/** How each feature is named to people. */
export const FEATURES: Readonly<Record<FeatureName, { readonly emoji: string; readonly name: string }>> = {
  mfcc: { emoji: '🎤', name: 'Tone / Vocals' },
  chroma: { emoji: '🎵', name: 'Tune / Melody' },
  contrast: { emoji: '🎚️', name: 'Foreground / Background' },
  rhythm: { emoji: '🥁', name: 'Rhythm / Tempo' },
  zcr: { emoji: '🗣️', name: 'Voice / Noise texture' },
  rms: { emoji: '🔊', name: 'Loudness / Dynamics' },
};

/** Why two sounds matched, strongest first: `🎤 Tone / Vocals 97 % · 🥁 Rhythm / Tempo 91 %`. */
export function reasons(comparison: Comparison): string {
  return comparison.reasons.map((name) => similarity(name, comparison)).join(' · ') || 'No single feature stands out';
}

/** In what two sounds plainly differ, the most different first: `differs in 🥁 Rhythm / Tempo 12 %`; empty where in nothing. */
export function differences(comparison: Comparison): string {
  const names = differencesOf(comparison.features);
  return names.length === 0 ? '' : `differs in ${names.map((name) => similarity(name, comparison)).join(' · ')}`;
}

function similarity(name: FeatureName, { features }: Comparison): string {
  return `${FEATURES[name].emoji} ${FEATURES[name].name} ${percent(features[name])}`;
}

/** A similarity as a bar of ten: `▰▰▰▰▰▰▰▰▰▱`. */
export function bar(similarity: number): string {
  const full = Math.min(10, Math.max(0, Math.round(similarity * 10)));
  return '▰'.repeat(full) + '▱'.repeat(10 - full);
}
