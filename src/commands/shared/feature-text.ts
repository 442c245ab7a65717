import { type Comparison, FEATURE_NAMES, type FeatureName } from '../../engine/embedding.ts';
import { differencesOf } from '../../engine/reasons.ts';
import type { Messages } from '../../i18n/index.ts';

const EMOJI: Readonly<Record<FeatureName, string>> = {
  mfcc: '🎤',
  chroma: '🎵',
  contrast: '🎚️',
  rhythm: '🥁',
  zcr: '🗣️',
  rms: '🔊',
};

export interface NamedFeature {
  readonly emoji: string;
  readonly name: string;
}

export function featureIn({ features }: Messages, name: FeatureName): NamedFeature {
  return { emoji: EMOJI[name], name: features.names[name] };
}

/** Returns the names of all features, in the order of the embedding. */
export function featuresIn(messages: Messages): readonly NamedFeature[] {
  return FEATURE_NAMES.map((name) => featureIn(messages, name));
}

/** Returns the emoji and the name of a feature, joined by a no-break space: `🎤 Tone / Vocals`. */
export function withEmoji({ emoji, name }: NamedFeature): string {
  return `${emoji}\u00a0${name}`;
}

/** Returns the features that make two sounds match, best first: `🎤 Tone / Vocals 97% · 🥁 Rhythm / Tempo 91%`. */
export function reasons(comparison: Comparison, messages: Messages): string {
  const names = comparison.reasons.map((name) => similarity(name, comparison, messages));
  return names.join(' · ') || messages.features.noneStandsOut;
}

/** Returns the features in which two sounds clearly differ: `differs in 🥁 Rhythm / Tempo 12%`; empty if none do. */
export function differences(comparison: Comparison, messages: Messages): string {
  const names = differencesOf(comparison.features).map((name) => similarity(name, comparison, messages));
  return names.length === 0 ? '' : messages.features.differsIn(names.join(' · '));
}

function similarity(feature: FeatureName, { features }: Comparison, messages: Messages): string {
  return `${withEmoji(featureIn(messages, feature))} ${messages.format.percent(features[feature])}`;
}

/** Returns a similarity from 0 to 1 as a bar of ten characters: `▰▰▰▰▰▰▰▰▰▱`. */
export function bar(similarity: number): string {
  const full = Math.min(10, Math.max(0, Math.round(similarity * 10)));
  return '▰'.repeat(full) + '▱'.repeat(10 - full);
}
