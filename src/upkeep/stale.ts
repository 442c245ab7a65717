import type { Engine } from '../engine/engine.ts';
import { ENGINE_VERSION } from '../engine/index.ts';
import type { Sound } from '../storage/library.ts';

/** Whether a sound was heard by another engine version, or by less or another CLAP than there is now. */
export function isStale(sound: Pick<Sound, 'version' | 'clapModel'>, engine: Pick<Engine, 'clapModel'>): boolean {
  // Without CLAP, a sound that an installed model once heard is as good as it gets: its acoustic blocks are the same.
  const otherModel = engine.clapModel !== null && sound.clapModel !== engine.clapModel;
  return sound.version !== ENGINE_VERSION || otherModel;
}
