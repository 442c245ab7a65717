import { type Comparison, FEATURE_NAMES, type FeatureName } from '../../engine/embedding.ts';
import { differencesOf } from '../../engine/reasons.ts';
import type { Messages } from '../../i18n/index.ts';

/** The sign of each feature, which is the same in every language. */
const EMOJI: Readonly<Record<FeatureName, string>> = {
  mfcc: '🎤',
  chroma: '🎵',
  contrast: '🎚️',
  rhythm: '🥁',
  zcr: '🗣️',
  rms: '🔊',
};

/** How a feature is named to people. */
export interface NamedFeature {
  readonly emoji: string;
  readonly name: string;
}

export function featureIn({ features }: Messages, name: FeatureName): NamedFeature {
  return { emoji: EMOJI[name], name: features.names[name] };
}

/** Every feature, in the order of the embedding. */
export function featuresIn(messages: Messages): readonly NamedFeature[] {
  return FEATURE_NAMES.map((name) => featureIn(messages, name));
}

/** `🎤 Tone / Vocals`, held together where a line ends. */
export function withSign({ emoji, name }: NamedFeature): string {
  return `${emoji}\u00a0${name}`;
}

/** Why two sounds matched, strongest first: `🎤 Tone / Vocals 97 % · 🥁 Rhythm / Tempo 91 %`. */
export function reasons(comparison: Comparison, messages: Messages): string {
  const names = comparison.reasons.map((name) => similarity(name, comparison, messages));
  return names.join(' · ') || messages.features.noneStandsOut;
}

/** In what two sounds plainly differ, the most different first: `differs in 🥁 Rhythm / Tempo 12 %`; empty where in nothing. */
export function differences(comparison: Comparison, messages: Messages): string {
  const names = differencesOf(comparison.features).map((name) => similarity(name, comparison, messages));
  return names.length === 0 ? '' : messages.features.differsIn(names.join(' · '));
}

function similarity(feature: FeatureName, { features }: Comparison, messages: Messages): string {
  return `${withSign(featureIn(messages, feature))} ${messages.format.percent(features[feature])}`;
}

/** A similarity as a bar of ten: `▰▰▰▰▰▰▰▰▰▱`. */
export function bar(similarity: number): string {
  const full = Math.min(10, Math.max(0, Math.round(similarity * 10)));
  return '▰'.repeat(full) + '▱'.repeat(10 - full);
}
