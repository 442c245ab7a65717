import type { EmbedOptions, Engine } from '../engine/engine.ts';
import type { Fingerprint } from '../engine/recordings/recording.ts';
import type { AnalyzedSound } from './find-relations.ts';

/** Computes the embedding and the fingerprint of an audio file in one decoding. Throws as `engine.embed` does. */
export async function analyzeSound(
  engine: Pick<Engine, 'embed'>,
  source: string | Uint8Array,
  options: Omit<EmbedOptions, 'onFingerprint'>,
): Promise<AnalyzedSound> {
  let fingerprint: Fingerprint | null = null;
  const onFingerprint = (computed: Fingerprint) => {
    fingerprint = computed;
  };
  const embedding = await engine.embed(source, { ...options, onFingerprint });
  return { embedding, fingerprint, source };
}
