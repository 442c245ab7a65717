import { BLOCK_NAMES, type BlockName, type Weights } from './embedding.ts';

/** CLAP's share of the score where both sounds have it; the specification's 60/40. */
const CLAP_SHARE = 0.6;

/** How much each acoustic feature counts within the acoustic score; sums to 1. Read off training/weigh.ts. */
const ACOUSTIC_SHARES = { mfcc: 0.6, chroma: 0.03, contrast: 0.15, rhythm: 0.02, zcr: 0.11, rms: 0.09 };

/** What a block counts for unless a caller says otherwise. */
export const DEFAULT_WEIGHTS: Readonly<Record<BlockName, number>> = {
  clap: CLAP_SHARE,
  mfcc: (1 - CLAP_SHARE) * ACOUSTIC_SHARES.mfcc,
  chroma: (1 - CLAP_SHARE) * ACOUSTIC_SHARES.chroma,
  contrast: (1 - CLAP_SHARE) * ACOUSTIC_SHARES.contrast,
  rhythm: (1 - CLAP_SHARE) * ACOUSTIC_SHARES.rhythm,
  zcr: (1 - CLAP_SHARE) * ACOUSTIC_SHARES.zcr,
  rms: (1 - CLAP_SHARE) * ACOUSTIC_SHARES.rms,
};

/**
 * Each block's share of a score: weights over the blocks that are present, scaled to sum to 1.
 * Where the weights leave nothing of what is present, the present blocks count by their defaults.
 */
export function shares(weights: Weights | undefined, present: (name: BlockName) => boolean): Record<BlockName, number> {
  const asked = proportions((name) => (present(name) ? (weights?.[name] ?? DEFAULT_WEIGHTS[name]) : 0));
  return asked ?? proportions((name) => (present(name) ? DEFAULT_WEIGHTS[name] : 0)) ?? zeros();
}

function zeros(): Record<BlockName, number> {
  return { clap: 0, mfcc: 0, chroma: 0, contrast: 0, rhythm: 0, zcr: 0, rms: 0 };
}

function proportions(weight: (name: BlockName) => number): Record<BlockName, number> | null {
  const out = zeros();
  let total = 0;
  for (const name of BLOCK_NAMES) {
    const value = Math.max(0, weight(name));
    out[name] = value;
    total += value;
  }
  if (!(total > 0)) return null;
  for (const name of BLOCK_NAMES) out[name] /= total;
  return out;
}
