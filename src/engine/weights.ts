import { BLOCK_NAMES, type BlockName, mapBlocks, type Weights } from './embedding.ts';

/** CLAP's share of the score if both sounds have a CLAP block. */
const CLAP_SHARE = 0.6;

/** Share of each feature in the acoustic score; the shares sum to 1. docs/scoring.md gives the reasons. */
const ACOUSTIC_SHARES = { mfcc: 0.65, chroma: 0.03, contrast: 0.13, rhythm: 0.02, zcr: 0.09, rms: 0.08 };

export const DEFAULT_WEIGHTS: Readonly<Record<BlockName, number>> = mapBlocks((name) =>
  name === 'clap' ? CLAP_SHARE : (1 - CLAP_SHARE) * ACOUSTIC_SHARES[name],
);

/**
 * Computes each block's share of a score: the weights of the present blocks, scaled to sum to 1.
 * If the weights of all present blocks are 0, the default weights are used instead.
 */
export function shares(weights: Weights | undefined, present: (name: BlockName) => boolean): Record<BlockName, number> {
  const requested = normalize((name) => (present(name) ? (weights?.[name] ?? DEFAULT_WEIGHTS[name]) : 0));
  return requested ?? normalize((name) => (present(name) ? DEFAULT_WEIGHTS[name] : 0)) ?? mapBlocks(() => 0);
}

/** Scales weights to sum to 1. Negative weights count as 0. Returns null if all of them are 0. */
function normalize(weight: (name: BlockName) => number): Record<BlockName, number> | null {
  const out = mapBlocks((name) => Math.max(0, weight(name)));
  const total = BLOCK_NAMES.reduce((sum, name) => sum + out[name], 0);
  return total > 0 ? mapBlocks((name) => out[name] / total) : null;
}
