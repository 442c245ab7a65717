import type { EmbedOptions, Engine } from '../engine/engine.ts';
import type { Descriptors, Fingerprint } from '../engine/index.ts';
import type { AnalyzedSound } from './find-relations.ts';

/** All that is computed from an audio file and stored. */
export interface DescribedSound extends AnalyzedSound {
  /** Measured properties; null if they are not known. */
  readonly descriptors: Descriptors | null;
}

/**
 * Computes the embedding, the fingerprint and the descriptors of an audio file in one decoding.
 * Throws as `engine.embed` does.
 */
export async function analyzeSound(
  engine: Pick<Engine, 'embed'>,
  source: string | Uint8Array,
  options: Omit<EmbedOptions, 'onFingerprint' | 'onDescriptors'>,
): Promise<DescribedSound> {
  let fingerprint: Fingerprint | null = null;
  let descriptors: Descriptors | null = null;
  const embedding = await engine.embed(source, {
    ...options,
    onFingerprint(computed) {
      fingerprint = computed;
    },
    onDescriptors(computed) {
      descriptors = computed;
    },
  });
  return { embedding, fingerprint, descriptors, source };
}
