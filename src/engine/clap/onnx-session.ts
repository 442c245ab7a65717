import type { Tensor } from 'onnxruntime-node';
import { z } from 'zod';
import { BLOCK_DIMENSIONS } from '../embedding.ts';
import { ClapUnavailable } from './clap-unavailable.ts';
import { allFinite } from './windows.ts';

type Runtime = typeof import('onnxruntime-node');

interface NetworkShape {
  /** Names of the inputs that can be provided. The network may need only some of these inputs, but no others. */
  readonly inputs: readonly string[];
  readonly output: string;
}

interface NetworkInput {
  readonly data: Float32Array | BigInt64Array;
  readonly dims: readonly number[];
}

/** One of the two networks of CLAP: the one for sounds or the one for text. */
export interface OnnxSession {
  /** Runs the network on one input. Returns its projection: 512 numbers, not normalized. Blocks the thread. */
  run(inputs: Readonly<Record<string, NetworkInput>>): Promise<Float32Array>;
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
 * Opens an ONNX file in ONNX Runtime, with one CPU thread.
 * @throws ClapUnavailable `unreadable` if the file is not a model, `wrong-shape` if its inputs and outputs differ from
 * `shape`, `unsupported` if ONNX Runtime does not load on this machine
 */
export async function openOnnxSession(path: string, shape: NetworkShape): Promise<OnnxSession> {
  const runtime = await importRuntime();
  const session = await runtime.InferenceSession.create(path, {
    executionProviders: ['cpu'],
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    logSeverityLevel: 3,
  }).catch((cause: unknown) => {
    const message = `${path} cannot be opened; was its download cut short? (${firstLine(cause)})`;
    throw new ClapUnavailable('unreadable', message, { cause });
  });
  const names = session.inputNames;
  if (!names.every((name) => shape.inputs.includes(name)) || !session.outputNames.includes(shape.output)) {
    await session.release();
    throw new ClapUnavailable(
      'wrong-shape',
      `${path} maps ${names.join(', ')} to ${session.outputNames.join(', ')}, not ${shape.inputs.join(', ')} to ${shape.output}`,
    );
  }
  return {
    async run(inputs) {
      // Some exports of the text network have no attention mask, and ONNX Runtime rejects unknown inputs.
      const known = Object.entries(inputs).filter(([name]) => names.includes(name));
      const tensors = known.map(([name, { data, dims }]) => [name, tensor(runtime, data, dims)] as const);
      const outputs = await session.run(Object.fromEntries(tensors), [shape.output]).catch((cause: unknown) => {
        throw new ClapUnavailable('wrong-shape', `${path} fails on CLAP's input (${firstLine(cause)})`, { cause });
      });
      const output = Output.safeParse(outputs[shape.output]);
      if (output.success) return output.data.data;
      throw new ClapUnavailable(
        'wrong-shape',
        `${path} does not return 512 finite numbers: ${describeIssues(output.error)}`,
      );
    },
    close: () => session.release(),
  };
}

/** Imports ONNX Runtime only when it is needed, because its native code does not exist for every platform. */
async function importRuntime(): Promise<Runtime> {
  return import('onnxruntime-node').catch((cause: unknown) => {
    throw new ClapUnavailable('unsupported', 'ONNX Runtime, which runs CLAP, does not load on this machine', { cause });
  });
}

function tensor(runtime: Runtime, data: NetworkInput['data'], dims: readonly number[]): Tensor {
  if (data instanceof Float32Array) return new runtime.Tensor('float32', data, dims);
  return new runtime.Tensor('int64', data, dims);
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
}

function describeIssues(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; ');
}
