import { expect, test } from 'vitest';
import { countUncompared, listRelations } from '../../src/relations/list-relations.ts';
import type { StoredRelation } from '../../src/storage/library.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { openIn } from '../storage/helpers/data-folder.ts';
import { fingerprintOf, newSound } from '../storage/helpers/sounds.ts';

async function openLibrary() {
  const library = await (await openIn(await temporaryFolder())).open('1');
  const add = async (label: string, found: readonly StoredRelation[] = []) => {
    const compared = { fingerprint: fingerprintOf(library.size), found };
    return (await library.change((writer) => writer.add(newSound(library.size, { label, compared })))).id;
  };
  const listed = async () =>
    (await listRelations(library)).map(({ relation, sounds }) => [
      relation.kind,
      sounds.map(({ label }) => label).join(' '),
    ]);
  return { library, add, listed };
}

const same = (id: string) => ({ kind: 'same recording' as const, id });
const part = (id: string) => ({ kind: 'excerpt' as const, of: 'b' as const, from: 0, to: 1, id });

test('groups that meet later are one group, in the order in which the sounds were added', async () => {
  const { add, listed } = await openLibrary();
  const a = await add('A');
  const c = await add('C');
  await add('B', [same(a), same(c)]);
  await add('D', [same(c)]);
  expect(await listed()).toEqual([['same recording', 'A C B D']]);
});

test('the other relations are pairs of recordings, and follow the groups', async () => {
  const { library, add, listed } = await openLibrary();
  const whole = await add('whole');
  await add('excerpt', [part(whole)]);
  const copy = await add('copy', [same(whole)]);
  await add('excerpt of the copy', [part(copy)]);
  await add('copy of a copy', [same(copy), part(whole)]);
  const removed = await add('removed');
  await add('excerpt of a removed sound', [part(removed)]);
  await library.change((writer) => writer.remove([removed]));
  expect(await listed()).toEqual([
    ['same recording', 'whole copy copy of a copy'],
    ['excerpt', 'excerpt whole'],
    ['excerpt', 'excerpt of the copy copy'],
  ]);
});

test('a group outlives the removal of the sound that connects it', async () => {
  const { library, add, listed } = await openLibrary();
  const a = await add('A');
  const b = await add('B', [same(a)]);
  await add('C', [same(b)]);
  await library.change((writer) => writer.remove([b]));
  expect(await listed()).toEqual([['same recording', 'A C']]);
});

test('sounds that were not compared with the current fingerprints are counted', async () => {
  const { library, add } = await openLibrary();
  await add('compared');
  const old = { fingerprint: fingerprintOf(1, 'other'), found: [] };
  for (const compared of [null, old]) await library.change((writer) => writer.add(newSound(1, { compared })));
  expect(countUncompared(library)).toBe(2);
});
