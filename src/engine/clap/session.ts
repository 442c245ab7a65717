import type { Tensor } from 'onnxruntime-node';
import { z } from 'zod';
import { BLOCK_DIMENSIONS } from '../embedding.ts';
import { ClapUnavailable } from './locate.ts';
import { allFinite } from './windows.ts';

type Runtime = typeof import('onnxruntime-node');

export interface TowerShape {
  /** Inputs that can be fed; the model may want some of them, and no others. */
  readonly inputs: readonly string[];
  readonly output: string;
}

export interface Feed {
  readonly data: Float32Array | BigInt64Array;
  readonly dims: readonly number[];
}

/** One of CLAP's two networks. */
export interface Tower {
  /** Runs one example and answers with its projection, 512 numbers, not normalised. Blocks the thread meanwhile. */
  run(feeds: Readonly<Record<string, Feed>>): Promise<Float32Array>;
  close(): Promise<void>;
}

const Output = z.object({
  dims: z.tuple([z.literal(1), z.literal(BLOCK_DIMENSIONS.clap)]),
  data: z
    .instanceof(Float32Array)
    .refine((data) => data.length === BLOCK_DIMENSIONS.clap, 'of another length')
    .refine(allFinite, 'not finite')
    .refine((data) => data.some((number) => number !== 0), 'all zero'),
});

/**
 * Opens one network in ONNX Runtime.
 *
 * @throws ClapUnavailable `unreadable` where the file is no model, `wrong-shape` where it is another one,
 * `unsupported` where ONNX Runtime does not run
 */
export async function openTower(path: string, shape: TowerShape, networkThreads: number): Promise<Tower> {
  const runtime = await importRuntime();
  const session = await runtime.InferenceSession.create(path, {
    executionProviders: ['cpu'],
    intraOpNumThreads: networkThreads,
    interOpNumThreads: 1,
    logSeverityLevel: 3,
  }).catch((cause: unknown) => {
    const why = `${path} cannot be opened; was its download cut short? (${firstLine(cause)})`;
    throw new ClapUnavailable('unreadable', why, { cause });
  });
  const wanted = session.inputNames;
  if (!wanted.every((name) => shape.inputs.includes(name)) || !session.outputNames.includes(shape.output)) {
    await session.release();
    throw new ClapUnavailable(
      'wrong-shape',
      `${path} maps ${wanted.join(', ')} to ${session.outputNames.join(', ')}, not ${shape.inputs.join(', ')} to ${shape.output}`,
    );
  }
  return {
    async run(feeds) {
      // Only what the model asks for: some exports of the text network have no attention mask.
      const asked = Object.entries(feeds).filter(([name]) => wanted.includes(name));
      const tensors = asked.map(([name, { data, dims }]) => [name, tensor(runtime, data, dims)] as const);
      const outputs = await session.run(Object.fromEntries(tensors), [shape.output]).catch((cause: unknown) => {
        throw new ClapUnavailable('wrong-shape', `${path} fails on CLAP's input (${firstLine(cause)})`, { cause });
      });
      const output = Output.safeParse(outputs[shape.output]);
      if (output.success) return output.data.data;
      throw new ClapUnavailable(
        'wrong-shape',
        `${path} does not answer with 512 finite numbers: ${describe(output.error)}`,
      );
    },
    close: () => session.release(),
  };
}

/** Native code, which there is not for every machine. */
async function importRuntime(): Promise<Runtime> {
  return import('onnxruntime-node').catch((cause: unknown) => {
    throw new ClapUnavailable('unsupported', 'ONNX Runtime, which runs CLAP, does not load on this machine', { cause });
  });
}

function tensor(runtime: Runtime, data: Feed['data'], dims: readonly number[]): Tensor {
  if (data instanceof Float32Array) return new runtime.Tensor('float32', data, dims);
  return new runtime.Tensor('int64', data, dims);
}

/** ONNX Runtime explains itself over several lines. */
function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
}

function describe(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; ');
}
