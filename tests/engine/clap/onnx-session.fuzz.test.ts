import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { writeStandIn } from '../../../scripts/clap-stand-in/write-stand-in.ts';
import type { ClapModel } from '../../../src/engine/clap/clap-model.ts';
import { rounds } from '../../helpers/rounds.ts';
import { sharedFolder } from '../../helpers/temporary-folder.ts';

// The output of the neural network is untrusted input. It becomes a vector of unit length or a one-line error.

const answers = vi.hoisted(() => ({ next: {} as unknown }));
vi.mock('onnxruntime-node', () => ({
  Tensor: class {},
  InferenceSession: {
    create: async () => ({
      inputNames: ['input_features'],
      outputNames: ['audio_embeds'],
      run: async () => answers.next,
      release: async () => undefined,
    }),
  },
}));

const SIZE = 512;
const modelsDir = sharedFolder();
let clap: ClapModel;
beforeAll(async () => {
  await writeStandIn(modelsDir);
  answers.next = { audio_embeds: { dims: [1, SIZE], data: new Float32Array(SIZE).fill(1) } };
  const { loadClapModel } = await import('../../../src/engine/clap/clap-model.ts');
  clap = await loadClapModel({ modelsDir });
});
afterAll(async () => {
  await clap.close();
});

const dims = fc.oneof(
  { weight: 4, arbitrary: fc.constant([1, SIZE]) },
  fc.array(fc.oneof(fc.nat(1024), fc.constantFrom(-1, 0, Number.NaN, 1n))),
  fc.jsonValue(),
);
const numbers = (length: number) => fc.float32Array({ minLength: length, maxLength: length });
const finite = fc.float32Array({ minLength: SIZE, maxLength: SIZE, noNaN: true, noDefaultInfinity: true });
const data = fc.oneof(
  { weight: 4, arbitrary: finite },
  numbers(SIZE),
  fc.nat(1024).chain(numbers),
  fc.float64Array({ minLength: SIZE, maxLength: SIZE }),
  fc.bigInt64Array({ minLength: 1, maxLength: 4 }),
  fc.constantFrom(new Float32Array(SIZE), new Float32Array(SIZE).fill(3e38), new Float32Array(SIZE).fill(1e-45)),
  fc.jsonValue(),
);
const answer = fc.oneof(
  { weight: 8, arbitrary: fc.record({ audio_embeds: fc.record({ dims, data }) }) },
  fc.dictionary(fc.constantFrom('audio_embeds', 'text_embeds', '__proto__'), fc.jsonValue()),
);

test('any output of the network becomes a unit vector of 512 finite numbers, or is rejected', async () => {
  const window = Float32Array.from({ length: 480_000 }, (_, i) => Math.sin(i));
  let accepted = 0;
  await fc.assert(
    fc.asyncProperty(answer, async (given) => {
      answers.next = given;
      try {
        const vector = await clap.embedWindow(window);
        accepted += 1;
        expect(vector).toHaveLength(SIZE);
        expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
      } catch (error) {
        expect(error).toMatchObject({ name: 'ClapUnavailable', message: expect.stringMatching(/^[^\n\r]+$/) });
      }
    }),
    {
      numRuns: rounds(60, 1000),
      examples: [[{ audio_embeds: { dims: [1, SIZE], data: new Float32Array(3).fill(1) } }]],
    },
  );
  expect(accepted).toBeGreaterThan(0);
}, 600_000);
