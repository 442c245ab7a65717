import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { writeStandIn } from '../../../scripts/clap-stand-in/write-stand-in.ts';
import { type ClapModel, loadClapModel } from '../../../src/engine/clap/clap-model.ts';
import { ClapUnavailable } from '../../../src/engine/clap/clap-unavailable.ts';
import { fetchModel } from '../../../src/engine/clap/fetch-model.ts';
import { locateModel } from '../../../src/engine/clap/locate-model.ts';
import { readManifest } from '../../../src/engine/clap/model-manifest.ts';
import { loadTextModel, type TextModel } from '../../../src/engine/clap/text-model.ts';
import { CLAP_RATE } from '../../../src/engine/pcm.ts';
import { anything, nasty } from '../../helpers/arbitraries.ts';
import { rounds } from '../../helpers/rounds.ts';
import { noise } from '../../helpers/signals.ts';
import { sharedFolder, temporaryFolder } from '../../helpers/temporary-folder.ts';

// The files in a model folder are untrusted input. With any content, the model loads or throws a one-line error.

const modelsDir = sharedFolder();
let folder: string;
let clap: ClapModel;
let texts: TextModel;

beforeAll(async () => {
  folder = await writeStandIn(modelsDir);
  clap = await loadClapModel({ modelsDir });
  texts = await loadTextModel({ modelsDir });
});
afterAll(async () => {
  await Promise.all([clap.close(), texts.close()]);
});

function isOneLine(error: unknown): void {
  expect(error).toBeInstanceOf(ClapUnavailable);
  expect(error instanceof Error ? error.message : '').toMatch(/^[^\n\r]+$/);
}

const json = fc.jsonValue();
const content = fc.oneof(
  anything,
  nasty,
  json.map((value) => JSON.stringify(value)),
  fc
    .dictionary(fc.constantFrom('model_type', 'projection_dim', 'stand_in', 'sampling_rate', '__proto__'), json)
    .map((value) => JSON.stringify({ model_type: 'clap', ...value })),
);

test.each(['config.json', 'preprocessor_config.json'])(
  'any %s is accepted as that of CLAP, or rejected',
  async (name) => {
    const path = join(folder, name);
    const { default: good } = await import(path, { with: { type: 'json' } });
    await fc.assert(
      fc.asyncProperty(content, async (text) => {
        await writeFile(path, text);
        await locateModel({ modelsDir }).then(({ name: model }) => expect(model).toContain('clap'), isOneLine);
      }),
    );
    await writeFile(path, JSON.stringify(good));
  },
);

test('a model of any name is found in its own folder, or the name is rejected', async () => {
  const id = fc.oneof(anything, nasty, fc.stringMatching(/^[\w./-]{0,12}$/));
  await fc.assert(
    fc.asyncProperty(id, (name) =>
      locateModel({ modelsDir, id: name }).then(({ folder: found }) => expect(found).toBe(folder), isOneLine),
    ),
  );
});

/** Generates `usual` four times out of five, so that a generated object has few wrong values at once. */
const mostly = <T>(usual: T, odd: fc.Arbitrary<unknown>) => fc.oneof({ weight: 4, arbitrary: fc.constant(usual) }, odd);
const revision = fc.oneof(anything, nasty, fc.constantFrom('a/../..', 'x?', 'x#', '.', 'main'));

test('any model-lock.json is read as a valid manifest, or as no manifest', async () => {
  const digest = fc.record({ bytes: mostly(1, json), sha256: mostly('a'.repeat(64), fc.oneof(json, anything)) });
  const files = fc.dictionary(fc.oneof(nasty, fc.constant('config.json')), digest, { maxKeys: 2 });
  const lock = fc.record({ id: mostly('a/b', json), revision, files: fc.oneof({ weight: 4, arbitrary: files }, json) });
  const written = fc.oneof({ weight: 4, arbitrary: lock.map((value) => JSON.stringify(value)) }, content);
  let valid = 0;
  await fc.assert(
    fc.asyncProperty(written, async (text) => {
      await writeFile(join(folder, 'model-lock.json'), text);
      const read = await readManifest(folder);
      if (read === null) return;
      valid += 1;
      expect(read.revision ?? 'main').toMatch(/^[\w-][\w.-]*$/);
      for (const { bytes, sha256 } of Object.values(read.files)) {
        expect(Number.isSafeInteger(bytes) && bytes >= 0).toBe(true);
        expect(sha256).toMatch(/^[0-9a-f]{64}$/);
      }
    }),
    { numRuns: rounds(300, 5000) },
  );
  expect(valid).toBeGreaterThan(0);
});

test('only files below the URL of the model are requested, whatever commit a hub names', async () => {
  const requested: URL[] = [];
  const header = revision.map((text) => text.replace(/[^\t\x20-\x7e]/g, '').trim());
  await fc.assert(
    fc.asyncProperty(header, async (commit) => {
      vi.stubGlobal('fetch', async (url: string, { method = 'GET' } = {}) => {
        requested.push(new URL(url));
        return new Response(null, { status: method === 'HEAD' ? 200 : 404, headers: { 'x-repo-commit': commit } });
      });
      const options = { modelsDir, id: 'someone/clap', endpoint: 'https://hub.test/sub' };
      await expect(fetchModel(options)).rejects.toMatchObject({ kind: 'download' });
    }),
  );
  vi.unstubAllGlobals();
  for (const { href } of requested)
    expect(href).toMatch(/^https:\/\/hub\.test\/sub\/someone\/clap\/resolve\/[\w.-]+\/\w+\.json$/);
});

describe('a tokenizer', () => {
  test('of any JSON works, or is rejected', async () => {
    const vocabulary = fc.dictionary(fc.oneof(nasty, fc.constantFrom('<s>', '</s>', '<unk>', '<pad>', 'a')), json);
    const model = fc.record(
      {
        type: fc.constantFrom('BPE', 'BPE', 'WordPiece'),
        vocab: fc.oneof(vocabulary, json),
        merges: fc.oneof(fc.array(fc.oneof(anything, nasty)), json),
        unk_token: json,
      },
      { requiredKeys: ['type', 'vocab', 'merges'] },
    );
    const part = fc.oneof(fc.constant(null), json, fc.record({ type: fc.constantFrom('ByteLevel', 'Sequence', 'x') }));
    const tokenizer = fc.record(
      {
        model,
        added_tokens: fc.oneof(fc.array(fc.record({ id: json, content: json })), json),
        normalizer: part,
        pre_tokenizer: part,
        post_processor: part,
        decoder: part,
      },
      { requiredKeys: ['model'] },
    );
    const other = await temporaryFolder();
    const path = join(await writeStandIn(other), 'tokenizer.json');
    await fc.assert(
      fc.asyncProperty(fc.oneof(tokenizer, json), async (value) => {
        await writeFile(path, JSON.stringify(value));
        const embedded = loadTextModel({ modelsDir: other }).then(async (model) => {
          try {
            return await model.embedText('a');
          } finally {
            await model.close();
          }
        });
        await embedded.then((vector) => expect(vector).toHaveLength(512), isOneLine);
      }),
      { numRuns: rounds(40, 500) },
    );
  }, 600_000);

  test('gives any text a unit vector', async () => {
    const tokens = fc.constantFrom('<s>', '</s>', '<mask>', '<pad>', '{text}', '$&', '\u0120');
    const words = fc.array(fc.oneof(anything, nasty, tokens), { maxLength: 5 }).map((parts) => parts.join(' '));
    await fc.assert(
      fc.asyncProperty(words, async (text) => {
        const vector = await texts.embedText(text);
        expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
      }),
    );
  });
});

test('any samples get a unit vector, or are rejected as no sound', async () => {
  const samples = fc
    .tuple(
      fc.integer({ min: 0, max: 2000 }),
      fc.constantFrom(0, 1e-30, 1, 1e6, 3e38, Number.NaN, Number.POSITIVE_INFINITY),
    )
    .map(([length, scale]) => noise(CLAP_RATE, length / CLAP_RATE).map((sample) => sample * scale));
  await fc.assert(
    fc.asyncProperty(samples, async (sound) => {
      const vector = await clap.embedAudio(sound).catch((error) => {
        expect(error).toBeInstanceOf(sound.every(Number.isFinite) && sound.length > 0 ? ClapUnavailable : RangeError);
        return null;
      });
      if (vector) expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
    }),
    { numRuns: rounds(12, 200) },
  );
});
