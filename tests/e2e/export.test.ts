import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Member } from 'discord-playground';
import { zipSync } from 'fflate';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { noise, sine, wav } from '../helpers/signals.ts';
import { answer, isPrivate, refusal, startWorld, type World } from './world.ts';

const RATE = 22_050;

let dataDir: string;
let world: World;
/** Manages the first server. Dora owns the second. */
let cleo: Member;
let dora: Member;
beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'soundalike-'));
  world = await startWorld({ dataDir });
  cleo = world.playground.member('cleo', 'Sound Workshop');
  dora = world.playground.member('dora', 'Quiet Room');
});
afterAll(async () => {
  await world.close();
  await rm(dataDir, { recursive: true });
});
afterEach(() => expect(world.playground.violations).toEqual([]));

test('an empty library cannot be exported', async () => {
  expect(await refusal(cleo.slash('export'))).toMatch(/nothing to export/);
});

test('an export can be imported on another server, with audio, labels and tags', async () => {
  for (const [label, samples] of [
    ['tone', sine(440, 1, RATE)],
    ['hiss', noise(RATE, 1)],
  ] as const) {
    const audio = cleo.upload(`${label}.wav`, wav(samples, RATE));
    await answer(cleo.slash('add', { audio, label: `my ${label}`, tags: `${label}, test` }));
  }
  const archive = await cleo.slash('export').until((message) => message.attachments.length > 0);
  expect(isPrivate(archive)).toBe(true);
  expect(archive.attachments[0]?.filename).toBe('library.zip');
  const bytes = new Uint8Array(await (await fetch(archive.attachments[0]?.url ?? '')).arrayBuffer());

  const upload = () => dora.upload('library.zip', bytes);
  const done = await dora.slash('import', { archive: upload() }).until(({ content }) => content.startsWith('✅'));
  expect(done.content).toBe('✅ Done: added 2 sounds.');
  expect(await world.sounds(1)).toMatchObject([
    { label: 'my tone', tags: ['tone', 'test'], addedBy: { name: 'Dora' }, fileName: 'tone.wav', messageUrl: null },
    { label: 'my hiss', tags: ['hiss', 'test'], addedBy: { name: 'Dora' }, fileName: 'hiss.wav' },
  ]);
  const hashes = async (guild: number) => (await world.sounds(guild)).map(({ hash }) => hash);
  expect(await hashes(1)).toEqual(await hashes(0));

  const again = await dora.slash('import', { archive: upload() }).until(({ content }) => content.startsWith('✅'));
  expect(again.content).toBe('✅ Done: added 0 sounds.\n2 sounds were already here.');
});

test('an export shows the number of sounds that it has, without those whose audio is missing', async () => {
  const [lost] = await world.sounds();
  await rm(path.join(dataDir, 'guilds', cleo.guildId ?? '', 'audio', `${lost?.id}.wav`));
  const sent = cleo.slash('export');
  await sent.until(({ attachments }) => attachments.length > 0);
  await sent.until(({ content }) => content === '📦 1 sound in one archive.');
});

test('a file in an archive that is not audio is named, and the others are added', async () => {
  const files = { 'bell.wav': wav(sine(900, 2, RATE), RATE), 'notes.mp3': Buffer.from('dear diary') };
  const archive = dora.upload('sounds.zip', zipSync(files));
  const done = await dora.slash('import', { archive }).until(({ content }) => content.startsWith('✅'));
  expect(done.content).toMatch(/^✅ Done: added 1 sound\.\nNot added:\nnotes\.mp3: .*audio/);
  expect((await world.sounds(1)).at(-1)?.label).toBe('bell');
});

test('a file that is not an archive is rejected', async () => {
  const archive = dora.upload('library.zip', Buffer.from('not a zip file at all, not at all'));
  expect(await refusal(dora.slash('import', { archive }))).toMatch(/not a zip file/);
});

test.each(['export', 'import'])('/%s is shown to managers only', (name) => {
  const ben = world.playground.member('ben', 'Sound Workshop');
  expect(ben.commands().map((command) => command.name)).not.toContain(name);
  expect(cleo.commands().map((command) => command.name)).toContain(name);
});
