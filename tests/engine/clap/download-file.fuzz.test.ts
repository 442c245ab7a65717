import { createHash } from 'node:crypto';
import { access, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { downloadFile } from '../../../src/engine/clap/download-file.ts';
import { withFetchLock } from '../../../src/engine/clap/fetch-lock.ts';
import { anything, nasty } from '../../helpers/arbitraries.ts';
import { rounds } from '../../helpers/rounds.ts';
import { sharedFolder } from '../../helpers/temporary-folder.ts';

// Responses of the hub and partial files are untrusted input. With any of them, the downloaded file is complete and
// correct, or there is no file.

const folder = sharedFolder();
afterEach(() => void vi.unstubAllGlobals());

const WHOLE = Buffer.from('the weights of a network');
const expected = { bytes: WHOLE.length, sha256: createHash('sha256').update(WHOLE).digest('hex') };

const header = fc.oneof(
  fc.oneof(anything, nasty).map((text) => text.replace(/[^\t\x20-\x7e]/g, '').trim()),
  fc.nat(30).map(String),
  fc.nat(30).map((start) => `bytes ${start}-${WHOLE.length - 1}/${WHOLE.length}`),
);
const answer = fc.record({
  status: fc.constantFrom(200, 200, 206, 206, 302, 404, 416, 429, 500),
  headers: fc.record({ 'content-length': header, 'content-range': header }, { requiredKeys: [] }),
  body: fc.oneof(
    fc.constant(WHOLE),
    fc.nat(30).map((start) => WHOLE.subarray(start)),
    fc.nat(30).map((end) => WHOLE.subarray(0, end)),
    fc.uint8Array({ maxLength: 60 }),
  ),
});

test.each([{ known: expected }, { known: null }])(
  'a download is complete and right, or fails with one line: $known',
  async ({ known }) => {
    const path = join(folder, 'model.onnx');
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(answer, { minLength: 1, maxLength: 3 }),
        fc.uint8Array({ maxLength: 30 }),
        async (answers, part) => {
          await rm(path, { force: true });
          await writeFile(`${path}.part`, part);
          let asked = 0;
          vi.stubGlobal('fetch', async () => {
            const { status, headers, body } = answers[asked++ % answers.length] ?? { status: 404 };
            return new Response(body && Buffer.from(body), { status, ...(headers && { headers }) });
          });
          try {
            const found = await downloadFile({ url: 'https://hub.test/a', path, expected: known, retryMs: 0 });
            accepted += 1;
            const bytes = await readFile(path);
            expect(found).toEqual({ bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
            if (known) expect(found).toEqual(known);
          } catch (error) {
            expect(error).toMatchObject({ kind: 'download', message: expect.stringMatching(/^(?!.*NaN)[^\n]+$/) });
            await expect(access(path)).rejects.toThrow();
          }
        },
      ),
      {
        numRuns: rounds(150, 5000),
        examples: [[[{ status: 200, headers: { 'content-length': '12, 12' }, body: WHOLE }], new Uint8Array(0)]],
      },
    );
    expect(accepted).toBeGreaterThan(0);
  },
);

test('a lock file with any content counts as held or as stale', async () => {
  const left = fc.oneof(anything, nasty, fc.integer().map(String));
  const lock = fc.oneof(
    left,
    left.map((text) => `${text} ${hostname()}`),
  );
  await fc.assert(
    fc.asyncProperty(lock, async (text) => {
      await writeFile(join(folder, 'fetch-1.lock'), text);
      await withFetchLock(folder, async () => 'done').catch((error) => expect(error).toMatchObject({ kind: 'busy' }));
    }),
  );
});
