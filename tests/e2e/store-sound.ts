import { ENGINE_VERSION } from '../../src/engine/embedding.ts';
import type { NewSound, Sound, StoredRelation } from '../../src/storage/library.ts';
import { toneFile } from '../helpers/signals.ts';
import { embeddingOf, fingerprintOf, newSound } from '../storage/helpers/sounds.ts';
import type { Guild } from './guild.ts';

let seed = 0;

/** Stores a sound without analysis. Its embedding is random, so that it is similar to no other sound. */
export async function storeSound(
  guild: Guild,
  change: Partial<Omit<NewSound, 'audio'>> & { found?: readonly StoredRelation[] },
): Promise<Sound> {
  seed += 1;
  const { found = [], ...given } = change;
  const embedding = embeddingOf(seed, { clapModel: null, version: ENGINE_VERSION });
  const compared = { fingerprint: fingerprintOf(seed), found };
  const audio = toneFile(200 + seed, 0.1);
  const sound = { ...newSound(seed, { tags: [], ...given }), embedding, compared, audio };
  return (await guild.library()).change((writer) => writer.add(sound));
}

/** Returns a member as the one who added a sound. */
export function addedBy({ user }: { user: { id: string } }, name = 'Ada'): Sound['addedBy'] {
  return { id: user.id, name };
}
