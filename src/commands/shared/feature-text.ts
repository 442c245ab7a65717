import { type Comparison, FEATURE_NAMES, type FeatureName } from '../../engine/embedding.ts';
import { differencesOf } from '../../engine/reasons.ts';
import type { Messages } from '../../i18n/index.ts';

/** The emoji of each feature, the same in every language. */
const EMOJI: Readonly<Record<FeatureName, string>> = {
  mfcc: '🎤',
  chroma: '🎵',
  contrast: '🎚️',
  rhythm: '🥁',
  zcr: '🗣️',
  rms: '🔊',
};

/** The name of a feature, as members read it. */
export interface NamedFeature {
  readonly emoji: string;
  readonly name: string;
}

/** Returns the name of a feature in one language. */
export function featureIn({ features }: Messages, name: FeatureName): NamedFeature {
  return { emoji: EMOJI[name], name: features.names[name] };
}

/** Returns the names of all features, in the order of the embedding. */
export function featuresIn(messages: Messages): readonly NamedFeature[] {
  return FEATURE_NAMES.map((name) => featureIn(messages, name));
}

/** Returns `🎤 Tone / Vocals`, with a space that does not break at the end of a line. */
export function withEmoji({ emoji, name }: NamedFeature): string {
  return `${emoji}\u00a0${name}`;
}

/** Returns why two sounds match, strongest first: `🎤 Tone / Vocals 97 % · 🥁 Rhythm / Tempo 91 %`. */
export function reasons(comparison: Comparison, messages: Messages): string {
  const names = comparison.reasons.map((name) => similarity(name, comparison, messages));
  return names.join(' · ') || messages.features.noneStandsOut;
}

/** Returns how two sounds clearly differ, most first: `differs in 🥁 Rhythm / Tempo 12 %`; empty if they do not. */
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
