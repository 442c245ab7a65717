import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEngine, type Engine } from '../../src/engine/index.ts';
import { analyzeSound } from '../../src/relations/analyze-sound.ts';
import { listRelations } from '../../src/relations/list-relations.ts';
import { relateSound } from '../../src/relations/relate-sound.ts';
import { melody } from '../helpers/melody.ts';
import { wav } from '../helpers/signals.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { openIn } from '../storage/helpers/data-folder.ts';
import { newSound } from '../storage/helpers/sounds.ts';

const RATE = 22_050;

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine({ clap: 'off', decoder: 'wasm', threads: 1 });
});
afterAll(() => engine.close());

test('two groups of one recording become one group when a sound between them is added', async () => {
  const library = await (await openIn(await temporaryFolder())).open('1');
  const tune = melody(1, 10, RATE);
  const add = async (label: string, seconds: number, gain = 1) => {
    const audio = wav(
      tune.slice(0, seconds * RATE).map((x) => gain * x),
      RATE,
    );
    const sound = await analyzeSound(engine, audio, { lane: '1' });
    const { embedding } = sound;
    await relateSound(
      engine,
      library,
      sound,
      (writer, compared) => writer.add(newSound(0, { label, embedding, audio, compared })),
      { lane: '1' },
    );
  };
  const listed = async () =>
    (await listRelations(library)).map(
      ({ relation, sounds }) => `${relation.kind}: ${sounds.map(({ label }) => label).join(' ')}`,
    );
  await add('A', 10);
  await add('B', 9.5, 0.5);
  await add('C', 7.6);
  await add('D', 7.3, 0.5);
  const [first, second] = await listed();
  expect([first, second]).toEqual(['same recording: A B', 'same recording: C D']);
  // E is 89 % of B, and C is 89 % of E.
  await add('E', 8.5);
  expect(await listed()).toEqual(['same recording: A B C D E']);
});
