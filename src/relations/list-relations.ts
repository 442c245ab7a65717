import { FINGERPRINT_VERSION, type Relation } from '../engine/recordings/recording.ts';
import type { Library, Sound } from '../storage/library.ts';
import { yieldToEventLoop } from '../yield-to-event-loop.ts';

/** Number of sounds after which the event loop is served. */
const SLICE = 250;

/** Sounds of one library that have a recording in common. */
export interface RelatedSounds {
  /** Relation of any two of the sounds if it is `same recording`. Otherwise, the first sound is `a`, the second `b`. */
  readonly relation: Relation;
  readonly sounds: readonly [Sound, Sound, ...Sound[]];
}

/**
 * Lists the relations between the sounds of a library: first each recording of which there are several sounds, then
 * pairs of sounds with another relation, both oldest first. Lists only one pair of sounds for any two recordings.
 * Yields to the event loop between slices of the library.
 */
export async function listRelations(library: Library): Promise<RelatedSounds[]> {
  const sounds = library.list();
  const pause = async (index: number) => {
    if (index % SLICE === SLICE - 1) await yieldToEventLoop();
  };
  const groups: RelatedSounds[] = [];
  /** Id of the oldest copy of each sound that has copies, by the id of the sound. */
  const originals = new Map<string, string>();
  for (const [index, sound] of sounds.entries()) {
    await pause(index);
    if (originals.has(sound.id)) continue;
    const [second, ...more] = library.copiesOf(sound.id);
    if (!second) continue;
    groups.push({ relation: { kind: 'same recording' }, sounds: [sound, second, ...more] });
    for (const { id } of [sound, second, ...more]) originals.set(id, sound.id);
  }
  const originalOf = (id: string) => originals.get(id) ?? id;
  const pairs: RelatedSounds[] = [];
  const seen = new Set<string>();
  for (const [index, sound] of sounds.entries()) {
    await pause(index);
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

/** Returns the number of sounds of a library that have not been compared with the other sounds yet. */
export function countUncompared(library: Library): number {
  return library.list().filter(({ relations }) => relations?.version !== FINGERPRINT_VERSION).length;
}
