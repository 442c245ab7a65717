import { bar } from '../commands/shared/features.ts';
import { type Comparison, FEATURE_NAMES } from '../engine/index.ts';
import { messagesFor } from '../i18n/index.ts';

const { names } = messagesFor('en-US').features;

/** A comparison as a person reads it in a terminal: the blend, then each feature with its bar, reasons marked. */
export function comparisonLines(comparison: Comparison): string {
  const mode = comparison.clap === null ? 'acoustic features only' : `CLAP ${percent(comparison.clap)}`;
  const rows = FEATURE_NAMES.map((name) => {
    const similarity = comparison.features[name];
    const matched = comparison.reasons.includes(name) ? '  matched' : '';
    return `  ${names[name].padEnd(24)} ${bar(similarity)} ${percent(similarity).padStart(6)}${matched}`;
  });
  return [`${percent(comparison.score)} alike (${mode})`, ...rows, ''].join('\n');
}

function percent(similarity: number): string {
  return `${Math.round(similarity * 100)} %`;
}
