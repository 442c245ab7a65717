import { InferenceSession, type Tensor } from 'onnxruntime-node';
import { z } from 'zod';
import { BLOCK_DIMENSIONS } from '../embedding.ts';
import { ClapUnavailable } from './locate.ts';
import { allFinite } from './windows.ts';

export interface TowerShape {
  /** Inputs that can be fed; the model may want some of them, and no others. */
  readonly inputs: readonly string[];
  readonly output: string;
}

/** One of CLAP's two networks. */
export interface Tower {
  /** Runs one example and answers with its projection, 512 numbers, not normalised. Blocks the thread meanwhile. */
  run(feeds: Readonly<Record<string, Tensor>>): Promise<Float32Array>;
  close(): Promise<void>;
}

const Output = z.object({
  dims: z.tuple([z.literal(1), z.literal(BLOCK_DIMENSIONS.clap)]),
  data: z
    .instanceof(Float32Array)
    .refine(allFinite, 'not finite')
    .refine((data) => data.some((number) => number !== 0), 'all zero'),
});

/**
 * Opens one network in ONNX Runtime.
 *
 * @throws ClapUnavailable `unreadable` where the file is no model, `wrong-shape` where it is another one
 */
export async function openTower(path: string, shape: TowerShape, networkThreads: number): Promise<Tower> {
  const session = await InferenceSession.create(path, {
    executionProviders: ['cpu'],
    intraOpNumThreads: networkThreads,
    interOpNumThreads: 1,
    logSeverityLevel: 3,
  }).catch((cause: unknown) => {
    throw new ClapUnavailable('unreadable', `${path} is not a readable ONNX model; was its download cut short?`, {
      cause,
    });
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
      const asked = Object.fromEntries(Object.entries(feeds).filter(([name]) => wanted.includes(name)));
      const outputs = await session.run(asked, [shape.output]).catch((cause: unknown) => {
        throw new ClapUnavailable('wrong-shape', `${path} does not take CLAP's input`, { cause });
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

function describe(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; ');
}
