import { FINGERPRINT_VERSION, type Relation } from '../engine/recordings/recording.ts';
import type { Library, Sound } from '../storage/library.ts';

/** Sounds of one library that have a recording in common. */
export interface RelatedSounds {
  /** For `same recording`, what each two of the sounds are. Otherwise what the first sound `a` and the second `b` are. */
  readonly relation: Relation;
  readonly sounds: readonly [Sound, Sound, ...Sound[]];
}

/**
 * Returns what the sounds of a library are to each other: first each recording that has several sounds, then the pairs
 * with another relation. Of the pairs between two recordings, only the first is returned. Ordered by age.
 */
export function listRelations(library: Library): RelatedSounds[] {
  const sounds = library.list();
  const groups: RelatedSounds[] = [];
  /** Oldest sound of the same recording, by the id of each sound that has a copy. */
  const originals = new Map<string, string>();
  for (const sound of sounds) {
    if (originals.has(sound.id)) continue;
    const [second, ...more] = library.copiesOf(sound.id);
    if (!second) continue;
    groups.push({ relation: { kind: 'same recording' }, sounds: [sound, second, ...more] });
    for (const { id } of [sound, second, ...more]) originals.set(id, sound.id);
  }
  const originalOf = (id: string) => originals.get(id) ?? id;
  const pairs: RelatedSounds[] = [];
  const seen = new Set<string>();
  for (const sound of sounds) {
    for (const { id, ...relation } of sound.relations?.found ?? []) {
      const other = library.get(id);
      const recordings = [originalOf(sound.id), originalOf(id)];
      const key = recordings.sort().join(' ');
      if (!other || relation.kind === 'same recording' || recordings[0] === recordings[1] || seen.has(key)) continue;
      seen.add(key);
      pairs.push({ relation, sounds: [sound, other] });
    }
  }
  return [...groups, ...pairs];
}

/** Returns the number of sounds whose fingerprint has not been compared yet. */
export function countUncompared(library: Library): number {
  return library.list().filter(({ relations }) => relations?.version !== FINGERPRINT_VERSION).length;
}
