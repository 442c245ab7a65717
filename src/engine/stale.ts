import { type Embedding, ENGINE_VERSION } from './embedding.ts';
import type { Engine } from './engine.ts';

/** Whether a sound was heard by another engine version, or by no or another CLAP than the one that is loaded now. */
export function isStale(
  heard: Pick<Embedding, 'version' | 'clapModel'>,
  { clapModel }: Pick<Engine, 'clapModel'>,
): boolean {
  // Without CLAP, what an installed model once heard is as good as it gets: the acoustic blocks are the same.
  return heard.version !== ENGINE_VERSION || (clapModel !== null && heard.clapModel !== clapModel);
}
