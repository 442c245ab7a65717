import type { EmbedOptions, Engine } from '../engine/engine.ts';
import type { Fingerprint, SearchData } from '../engine/index.ts';
import type { AnalyzedSound } from './find-relations.ts';

/** Results of one analysis of an audio file. */
export interface FullyAnalyzedSound extends AnalyzedSound {
  /** Data to find the sound by tune, beat and part; null if they are not known. */
  readonly searchData: SearchData | null;
}

/** Computes embedding, fingerprint and search data of an audio file in one decoding. Throws as `engine.embed` does. */
export async function analyzeSound(
  engine: Pick<Engine, 'embed'>,
  source: string | Uint8Array,
  options: Omit<EmbedOptions, 'onFingerprint' | 'onSearchData'>,
): Promise<FullyAnalyzedSound> {
  let fingerprint: Fingerprint | null = null;
  let searchData: SearchData | null = null;
  const onFingerprint = (computed: Fingerprint) => {
    fingerprint = computed;
  };
  const onSearchData = (computed: SearchData) => {
    searchData = computed;
  };
  const embedding = await engine.embed(source, { ...options, onFingerprint, onSearchData });
  return { embedding, fingerprint, searchData, source };
}
