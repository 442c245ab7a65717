import { MEL_BANDS } from './clap-mel-bank.ts';
import { ClapUnavailable } from './clap-unavailable.ts';
import { type ClapFiles, type ClapOptions, locateModel } from './locate-model.ts';
import { logMel, MEL_FRAMES } from './log-mel.ts';
import { meanEmbedding } from './mean-embedding.ts';
import { digestFile } from './model-manifest.ts';
import { type OnnxSession, openOnnxSession } from './onnx-session.ts';
import { loadTokenizer } from './tokenizer.ts';
import { cutWindows, WINDOW_SAMPLES } from './windows.ts';

/** A CLAP model in the thread that loaded it. Its networks run synchronously and block that thread. */
export interface ClapModel {
  /**
   * Identity of the model: name, precision and the start of the SHA-256 of the audio network.
   * A replaced file thus gives a new identity, because vectors of different models must never be compared.
   */
  readonly id: string;
  readonly hasText: boolean;
  /**
   * Embeds a sound as the mean of the unit vectors of its windows, scaled to length 1 (512 numbers).
   * @param samples mono, 48 kHz
   * @throws RangeError if there are no samples or one is not finite; ClapUnavailable if the network fails
   */
  embedAudio(samples: Float32Array): Promise<Float32Array>;
  /** Returns the unit vector of one window that `cutWindows` has cut. */
  embedWindow(window: Float32Array): Promise<Float32Array>;
  /** Returns the unit vector of a description, in the same vector space as sounds. @throws ClapUnavailable */
  embedText(text: string): Promise<Float32Array>;
  close(): Promise<void>;
}

/** Completes a description to the prompt that LAION's evaluation of CLAP uses. */
const promptFor = (description: string) => `This is a sound of ${description}`;

const models = new Map<string, Promise<ClapModel>>();

/**
 * Loads a CLAP model once per thread.
 * Calls with the same options share one promise, which is dropped if it rejects. A loaded model does not change if its
 * files change, because ONNX Runtime leaks memory on every reload. To change models, start new threads.
 * @throws ClapUnavailable
 */
export function loadClapModel(options: ClapOptions): Promise<ClapModel> {
  const key = JSON.stringify(Object.entries(options).sort());
  const known = models.get(key);
  if (known) return known;
  const forget = () => models.delete(key);
  const model = openModel(options, forget);
  models.set(key, model);
  model.catch(forget);
  return model;
}

async function openModel(options: ClapOptions, forget: () => void): Promise<ClapModel> {
  const files = await locateModel(options);
  const { sha256 } = await digestFile(files.audio.path).catch((cause: unknown) => {
    throw new ClapUnavailable('unreadable', `${files.audio.path} cannot be read`, { cause });
  });
  const audio = await openOnnxSession(files.audio.path, { inputs: ['input_features'], output: 'audio_embeds' });
  const embedWindow = async (window: Float32Array) => meanEmbedding([await projectWindow(audio, window)]);
  try {
    // Embeds a test tone, to show that the network works before the first sound needs it.
    await embedWindow(testTone());
    await checkUnchanged(options, files);
  } catch (error) {
    await audio.close();
    throw error;
  }

  let text: Promise<TextNetwork> | null = null;
  return {
    id: `${files.name}:${files.audio.dtype}:${sha256.slice(0, 16)}`,
    hasText: files.text !== null,
    embedWindow,
    async embedAudio(samples) {
      const vectors: Float32Array[] = [];
      // Not in one batch: the quantized network's output for a window depends on its batch, and a batch is no faster.
      for (const window of cutWindows(samples)) vectors.push(await projectWindow(audio, window));
      return meanEmbedding(vectors);
    },
    async embedText(description) {
      text ??= openTextNetwork(options, files).catch((error: unknown) => {
        text = null;
        throw error;
      });
      return meanEmbedding([await (await text).project(promptFor(description))]);
    },
    async close() {
      forget();
      await audio.close();
      await (await text?.catch(() => null))?.close();
    },
  };
}

async function projectWindow(audio: OnnxSession, window: Float32Array): Promise<Float32Array> {
  return audio.run({ input_features: { data: logMel(window), dims: [1, 1, MEL_FRAMES, MEL_BANDS] } });
}

interface TextNetwork {
  /** Returns the projection of a text: 512 numbers, not normalized. */
  project(text: string): Promise<Float32Array>;
  close(): Promise<void>;
}

/** Opens the text network and its tokenizer, which takes almost a second and 100 MB. @throws ClapUnavailable */
async function openTextNetwork(options: ClapOptions, files: ClapFiles): Promise<TextNetwork> {
  if (!files.text) {
    throw new ClapUnavailable('incomplete', `no onnx/text_model*.onnx with its tokenizer.json in ${files.folder}`);
  }
  const tokenize = await loadTokenizer(files.folder);
  const shape = { inputs: ['input_ids', 'attention_mask'], output: 'text_embeds' };
  const network = await openOnnxSession(files.text.path, shape);
  await checkUnchanged(options, files);
  return {
    project(text) {
      const ids = tokenize(text);
      const dims = [1, ids.length];
      return network.run({
        input_ids: { data: BigInt64Array.from(ids, BigInt), dims },
        attention_mask: { data: new BigInt64Array(ids.length).fill(1n), dims },
      });
    },
    close: () => network.close(),
  };
}

/** Checks that the files have not changed since they were hashed. @throws ClapUnavailable `replaced` */
async function checkUnchanged(options: ClapOptions, files: ClapFiles): Promise<void> {
  const now = await locateModel(options);
  if (now.stamp !== files.stamp) throw new ClapUnavailable('replaced', `${files.folder} was replaced during loading`);
}

function testTone(): Float32Array {
  return Float32Array.from({ length: WINDOW_SAMPLES }, (_, i) => 0.5 * Math.sin(0.013 * i * (1 + i / 50_000)));
}
