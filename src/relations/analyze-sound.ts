import type { EmbedOptions, Engine } from '../engine/engine.ts';
import type { Descriptors, Fingerprint, SearchData } from '../engine/index.ts';
import type { AnalyzedSound } from './find-relations.ts';

/** All that is computed from an audio file and stored. */
export interface FullyAnalyzedSound extends AnalyzedSound {
  /** Measured properties; null if they are not known. */
  readonly descriptors: Descriptors | null;
  /** Data to find the sound by tune, beat and part; null if they are not known. */
  readonly searchData: SearchData | null;
}

/**
 * Computes the embedding, the fingerprint, the descriptors and the search data of an audio file in one decoding.
 * Throws as `engine.embed` does.
 */
export async function analyzeSound(
  engine: Pick<Engine, 'embed'>,
  source: string | Uint8Array,
  options: Omit<EmbedOptions, 'onFingerprint' | 'onDescriptors' | 'onSearchData'>,
): Promise<FullyAnalyzedSound> {
  let fingerprint: Fingerprint | null = null;
  let descriptors: Descriptors | null = null;
  let searchData: SearchData | null = null;
  const embedding = await engine.embed(source, {
    ...options,
    onFingerprint(computed) {
      fingerprint = computed;
    },
    onDescriptors(computed) {
      descriptors = computed;
    },
    onSearchData(computed) {
      searchData = computed;
    },
  });
  return { embedding, fingerprint, descriptors, searchData, source };
}
