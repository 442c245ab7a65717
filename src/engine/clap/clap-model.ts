import { MEL_BANDS } from './clap-mel-bank.ts';
import { checkUnchanged, identify } from './identify-model.ts';
import { type ClapOptions, locateModel } from './locate-model.ts';
import { logMel, MEL_FRAMES } from './log-mel.ts';
import { meanEmbedding } from './mean-embedding.ts';
import { type OnnxSession, openOnnxSession } from './onnx-session.ts';
import { cutWindows, WINDOW_SAMPLES } from './windows.ts';

/** The audio network of CLAP in the thread that loaded it. The network runs synchronously and blocks that thread. */
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
  close(): Promise<void>;
}

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
  const id = await identify(files);
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

  return {
    id,
    hasText: files.text !== null,
    embedWindow,
    async embedAudio(samples) {
      const vectors: Float32Array[] = [];
      // Not in one batch: the quantized network's output for a window depends on its batch, and a batch is no faster.
      for (const window of cutWindows(samples)) vectors.push(await projectWindow(audio, window));
      return meanEmbedding(vectors);
    },
    async close() {
      forget();
      await audio.close();
    },
  };
}

async function projectWindow(audio: OnnxSession, window: Float32Array): Promise<Float32Array> {
  return audio.run({ input_features: { data: logMel(window), dims: [1, 1, MEL_FRAMES, MEL_BANDS] } });
}

function testTone(): Float32Array {
  return Float32Array.from({ length: WINDOW_SAMPLES }, (_, i) => 0.5 * Math.sin(0.013 * i * (1 + i / 50_000)));
}
