import { join } from 'node:path';
import { z } from 'zod';
import { ClapUnavailable } from './clap-unavailable.ts';
import { readJson } from './locate-model.ts';

/** Maximum number of tokens of a text, as in LAION's training and evaluation. A longer text loses its end. */
const MAX_TOKENS = 77;

const TokenizerJson = z.looseObject({ model: z.looseObject({ type: z.literal('BPE') }) });
const Tokens = z.object({ input_ids: z.array(z.number().int().nonnegative()).min(2) });

/**
 * Loads the tokenizer of CLAP's text network from a model folder.
 * @returns a function that converts a text to its token ids, at most 77
 * @throws ClapUnavailable, as the returned function does too
 */
export async function loadTokenizer(folder: string): Promise<(text: string) => number[]> {
  const path = join(folder, 'tokenizer.json');
  const unusable = (cause: unknown) =>
    new ClapUnavailable('wrong-shape', `${path} is not that of CLAP's text network`, { cause });
  const json = TokenizerJson.safeParse(await readJson(path));
  if (!json.success) throw unusable(json.error);
  // Imported only when text is embedded, because sounds do not need a tokenizer.
  const { RobertaTokenizer } = await import('@xenova/transformers');
  // tokenizer.json suffices for encoding. tokenizer_config.json would only add limits, which are set here.
  const tokenizer = rethrow(() => new RobertaTokenizer(json.data, {}), unusable);
  return (text) => {
    const tokens = Tokens.safeParse(tokenizer(text, { return_tensor: false }));
    if (!tokens.success) throw unusable(tokens.error);
    const ids = tokens.data.input_ids;
    // The last token marks the end of the text and must stay, as in the reference implementation.
    return ids.length <= MAX_TOKENS ? ids : [...ids.slice(0, MAX_TOKENS - 1), ...ids.slice(-1)];
  };
}

function rethrow<T>(work: () => T, toError: (cause: unknown) => Error): T {
  try {
    return work();
  } catch (error) {
    throw toError(error);
  }
}
