import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Libraries } from '../../../src/storage/libraries.ts';
import type { Library } from '../../../src/storage/library.ts';
import { rounds } from '../../helpers/rounds.ts';
import { embeddingOf, fingerprintOf, newSound, queryOf } from '../helpers/sounds.ts';
import type { NewPlace, Place } from './place.ts';

interface Expected {
  readonly id: string;
  label: string;
  seed: number;
  /** Seed of the fingerprint. */
  fingerprint: number;
  /** Seed of the audio. Sounds with the same audio are copies of each other. */
  readonly audio: number;
}

/** A library, and a plain list of sounds: after the same changes, both must have the same content. */
interface Pair {
  libraries: Libraries;
  library: Library;
  sounds: Expected[];
}

const seed = fc.nat({ max: 30 });
/** Number of adjacent sounds that one command removes or gives new embeddings. */
const count = fc.integer({ min: 1, max: 3 });
const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const action = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('add' as const), seed }) },
  fc.record({ kind: fc.constant('add all' as const), seeds: fc.array(seed, { maxLength: 5 }) }),
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('remove' as const), place, count }) },
  fc.record({ kind: fc.constant('edit' as const), place, label: fc.string() }),
  fc.record({ kind: fc.constant('reembed' as const), place, count, seed }),
  fc.record({ kind: fc.constant('relate' as const), place, seed }),
  fc.record({ kind: fc.constant('reopen' as const) }),
);

/** Defines the test that a library and a plain list have the same content after random changes. */
export function modelContract(newPlace: NewPlace): void {
  test('a library behaves like a plain list, after reopening too', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 25 }), async (actions) => {
        const place = await newPlace();
        const libraries = await place.open();
        const pair: Pair = { libraries, library: await libraries.open('1'), sounds: [] };
        for (const each of actions) await act(pair, each, place);
        await compare(pair);
        await pair.libraries.close();
      }),
      { numRuns: rounds(25, 500) },
    );
  });
}

async function act(
  pair: Pair,
  each: typeof action extends fc.Arbitrary<infer T> ? T : never,
  reopened: Place,
): Promise<void> {
  if (each.kind === 'add') {
    const { id, label } = await pair.library.change((writer) => writer.add(newSound(each.seed)));
    pair.sounds.push({ id, label, seed: each.seed, fingerprint: each.seed, audio: each.seed });
    return;
  }
  if (each.kind === 'add all') {
    const { seeds } = each;
    const added = await pair.library.change((writer) => writer.addAll(seeds.map((given) => newSound(given))));
    for (const [index, { id, label }] of added.entries()) {
      const given = seeds[index] ?? 0;
      pair.sounds.push({ id, label, seed: given, fingerprint: given, audio: given });
    }
    return;
  }
  if (each.kind === 'reopen') {
    await pair.libraries.close();
    pair.libraries = await reopened.open();
    pair.library = await pair.libraries.open('1');
    return;
  }
  const first = Math.floor(each.place * pair.sounds.length);
  if (each.kind === 'edit') {
    const chosen = pair.sounds[first];
    if (!chosen) return;
    await pair.library.change((writer) => writer.edit(chosen.id, { label: each.label }));
    chosen.label = each.label;
    return;
  }
  if (each.kind === 'relate') {
    const chosen = pair.sounds[first];
    if (!chosen) return;
    const compared = { fingerprint: fingerprintOf(each.seed), found: [] };
    await pair.library.change((writer) => writer.relate(chosen.id, compared));
    chosen.fingerprint = each.seed;
    return;
  }
  const chosen = pair.sounds.slice(first, first + each.count);
  if (each.kind === 'remove') {
    await pair.library.change((writer) => writer.remove(chosen.map(({ id }) => id)));
    pair.sounds = pair.sounds.filter((sound) => !chosen.includes(sound));
  } else {
    const embeddings = new Map(chosen.map(({ id }) => [id, embeddingOf(each.seed)]));
    await pair.library.change((writer) => writer.reembed(embeddings));
    for (const sound of chosen) sound.seed = each.seed;
  }
}

async function compare({ library, sounds }: Pair): Promise<void> {
  expect(library.list().map(({ id, label }) => ({ id, label }))).toEqual(
    sounds.map(({ id, label }) => ({ id, label })),
  );
  for (const { id, seed, fingerprint, audio } of sounds) {
    expect(library.embedding(id)).toEqual(embeddingOf(seed));
    expect(await library.fingerprint(id)).toEqual(fingerprintOf(fingerprint));
    const copies = sounds.filter((other) => other.audio === audio && other.id !== id);
    expect(library.copiesOf(id).map((copy) => copy.id)).toEqual(copies.map((copy) => copy.id));
    const hits = await library.search(queryOf(embeddingOf(seed)), { top: sounds.length });
    const alike = sounds.filter((sound) => sound.seed === seed).map((sound) => sound.id);
    expect(hits.slice(0, alike.length).map(({ sound }) => sound.id)).toEqual(alike);
    expect(hits).toHaveLength(sounds.length);
  }
}
