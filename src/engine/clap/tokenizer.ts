import { join } from 'node:path';
import { z } from 'zod';
import { type ClapFiles, ClapUnavailable, readJson } from './locate.ts';
import { openTower } from './session.ts';

/** LAION trains and evaluates with 77 tokens; a longer description loses its end. */
const MAX_TOKENS = 77;

const TokenizerJson = z.looseObject({ model: z.looseObject({ type: z.literal('BPE') }) });
const Tokens = z.object({ input_ids: z.array(z.number().int().nonnegative()).min(2) });

export interface TextTower {
  /** The projection of a text, 512 numbers, not normalised. */
  embed(text: string): Promise<Float32Array>;
  close(): Promise<void>;
}

/**
 * Opens CLAP's text network and its tokeniser.
 *
 * @throws ClapUnavailable
 */
export async function openTextTower(files: ClapFiles, networkThreads: number): Promise<TextTower> {
  if (!files.text) {
    throw new ClapUnavailable('incomplete', `no onnx/text_model*.onnx with its tokenizer.json in ${files.folder}`);
  }
  const tokenize = await openTokenizer(files.folder);
  const shape = { inputs: ['input_ids', 'attention_mask'], output: 'text_embeds' };
  const tower = await openTower(files.text.path, shape, networkThreads);
  return {
    embed(text) {
      const ids = tokenize(text);
      const dims = [1, ids.length];
      return tower.run({
        input_ids: { data: BigInt64Array.from(ids, BigInt), dims },
        attention_mask: { data: new BigInt64Array(ids.length).fill(1n), dims },
      });
    },
    close: () => tower.close(),
  };
}

async function openTokenizer(folder: string): Promise<(text: string) => number[]> {
  const path = join(folder, 'tokenizer.json');
  const refused = (cause: unknown) =>
    new ClapUnavailable('wrong-shape', `${path} is not that of CLAP's text network`, { cause });
  const json = TokenizerJson.safeParse(await readJson(path));
  if (!json.success) throw refused(json.error);
  // Loaded here, as sounds alone never need it. All that encoding needs is in tokenizer.json; tokenizer_config.json
  // would only set limits that we set ourselves.
  const { RobertaTokenizer } = await import('@xenova/transformers');
  const tokenizer = attempt(() => new RobertaTokenizer(json.data, {}), refused);
  return (text) => {
    const tokens = Tokens.safeParse(tokenizer(text, { return_tensor: false }));
    if (!tokens.success) throw refused(tokens.error);
    const ids = tokens.data.input_ids;
    // Cut before the closing token, as the reference does, not through it.
    return ids.length <= MAX_TOKENS ? ids : [...ids.slice(0, MAX_TOKENS - 1), ...ids.slice(-1)];
  };
}

/** The answer of `work`, or what `refused` makes of its failure. */
function attempt<T>(work: () => T, refused: (cause: unknown) => Error): T {
  try {
    return work();
  } catch (error) {
    throw refused(error);
  }
}
