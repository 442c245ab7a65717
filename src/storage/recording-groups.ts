import type { Sound } from './library.ts';

/**
 * Groups of sounds that are the same recording: identical files, and sounds that were related, also by way of a third
 * sound. The third sound stays in its group after its removal, because the other two are still one recording.
 */
export interface RecordingGroups {
  /** Puts a sound into the group of the sounds that it is related to, and unites their groups. */
  add(sound: Pick<Sound, 'id' | 'hash' | 'relations'>): void;
  /** Returns the ids of the other sounds of the same recording, those that were removed included. */
  othersOf(id: string): readonly string[];
}

export function createRecordingGroups(): RecordingGroups {
  /** Group of each sound that has a copy. */
  const groups = new Map<string, Set<string>>();
  const firstOfHash = new Map<string, string>();

  const unite = (a: string, b: string) => {
    const [first, second] = [groups.get(a) ?? new Set([a]), groups.get(b) ?? new Set([b])];
    if (first === second || a === b) return;
    // Moving the smaller group bounds how often a sound is moved, by the logarithm of the number of sounds.
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
