import { ClapUnavailable } from './clap-unavailable.ts';
import { checkUnchanged, identify } from './identify-model.ts';
import { type ClapOptions, locateModel } from './locate-model.ts';
import { meanEmbedding } from './mean-embedding.ts';
import { openOnnxSession } from './onnx-session.ts';
import { loadTokenizer } from './tokenizer.ts';

/** The text network of CLAP in the thread that loaded it. The network runs synchronously and blocks that thread. */
export interface TextModel {
  /** Identity of the CLAP model to which the text network belongs; see `identify`. */
  readonly id: string;
  /** Returns the unit vector of a description, in the same vector space as sounds. @throws ClapUnavailable */
  embedText(description: string): Promise<Float32Array>;
  close(): Promise<void>;
}

const SHAPE = { inputs: ['input_ids', 'attention_mask'], output: 'text_embeds' };

/** Completes a description to the prompt that LAION's evaluation of CLAP uses. */
const promptFor = (description: string) => `This is a sound of ${description}`;

/** Opens the text network and its tokenizer, which takes almost a second and 100 MB or more. @throws ClapUnavailable */
export async function loadTextModel(options: ClapOptions): Promise<TextModel> {
  const files = await locateModel(options);
  if (!files.text) {
    throw new ClapUnavailable('incomplete', `no onnx/text_model*.onnx with its tokenizer.json in ${files.folder}`);
  }
  const id = await identify(files);
  const tokenize = await loadTokenizer(files.folder);
  const network = await openOnnxSession(files.text.path, SHAPE);
  try {
    await checkUnchanged(options, files);
  } catch (error) {
    await network.close();
    throw error;
  }
  return {
    id,
    async embedText(description) {
      const ids = tokenize(promptFor(description));
      const dims = [1, ids.length];
      const projection = await network.run({
        input_ids: { data: BigInt64Array.from(ids, BigInt), dims },
        attention_mask: { data: new BigInt64Array(ids.length).fill(1n), dims },
      });
      return meanEmbedding([projection]);
    },
    close: () => network.close(),
  };
}
