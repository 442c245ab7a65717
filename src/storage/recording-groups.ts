import type { Sound } from './library.ts';

/**
 * Groups of sounds that are the same recording: sounds with identical files, and sounds with the relation
 * `same recording`. If both A and C are related to B, all three are in one group. B stays in the group after its
 * removal, because A and C are still one recording.
 */
export interface RecordingGroups {
  /** Unites the groups of all sounds that are the same recording as this sound, and puts the sound into the group. */
  add(sound: Pick<Sound, 'id' | 'hash' | 'relations'>): void;
  /** Returns the ids of the other sounds that are the same recording as a sound, including removed sounds. */
  othersOf(id: string): readonly string[];
}

export function createRecordingGroups(): RecordingGroups {
  /** Group of each sound that has a copy. */
  const groups = new Map<string, Set<string>>();
  const firstOfHash = new Map<string, string>();

  const unite = (a: string, b: string) => {
    const [first, second] = [groups.get(a) ?? new Set([a]), groups.get(b) ?? new Set([b])];
    if (first === second || a === b) return;
    // The smaller of two groups is moved into the larger one, so that each sound is moved only a few times (log2 n).
    const [into, from] = first.size >= second.size ? [first, second] : [second, first];
    for (const id of from) into.add(id);
    for (const id of [a, b, ...from]) groups.set(id, into);
  };

  return {
    add({ id, hash, relations }) {
      const first = firstOfHash.get(hash);
      if (first === undefined) firstOfHash.set(hash, id);
      else unite(first, id);
      for (const relation of relations?.found ?? []) if (relation.kind === 'same recording') unite(relation.id, id);
    },
    othersOf: (id) => Array.from(groups.get(id) ?? []).filter((other) => other !== id),
  };
}
