import { digestFile } from './digest-file.ts';
import { type ClapFiles, type ClapOptions, ClapUnavailable, locateClap } from './locate.ts';
import { logMel, MEL_FRAMES } from './log-mel.ts';
import { meanUnit } from './mean-unit.ts';
import { MEL_BANDS } from './mel-bank.ts';
import { openTower, type Tower } from './session.ts';
import { openTextTower, type TextTower } from './tokenizer.ts';
import { cutWindows, WINDOW_SAMPLES } from './windows.ts';

export type { ClapOptions } from './locate.ts';

/** LAION's own evaluation reads class names this way. */
export const DEFAULT_PROMPT = 'This is a sound of {text}';

/** CLAP in the thread that loaded it. Its networks run synchronously: nothing else happens in that thread meanwhile. */
export interface Clap {
  /**
   * Identity of the weights: name, precision and the start of the audio network's SHA-256. Vectors of different
   * identities are never compared, so replacing the file starts a new identity even under the same name.
   */
  readonly model: string;
  /** Whether words can be embedded too. */
  readonly hasText: boolean;
  /**
   * The unit vector (512) of a sound: of each of its windows, averaged.
   * @param samples mono, 48 kHz
   * @throws RangeError for no samples or samples that are not finite; ClapUnavailable where the network misbehaves
   */
  embedAudio(samples: Float32Array): Promise<Float32Array>;
  /** The unit vector of one window of `cutWindows`. */
  embedWindow(window: Float32Array): Promise<Float32Array>;
  /**
   * The unit vector of a description, in the same space as the sounds'. The first call loads the text network.
   * @throws ClapUnavailable
   */
  embedText(text: string): Promise<Float32Array>;
  close(): Promise<void>;
}

const loaded = new Map<string, Promise<Clap>>();

/**
 * Loads CLAP once in this thread: every call with the same options shares one promise, which is forgotten if it fails,
 * so that a later try can succeed. A loaded model stays as it is even if its files change (ONNX Runtime leaks memory
 * on every reload): to change models, start new threads.
 *
 * @throws ClapUnavailable
 */
export function loadClap(options: ClapOptions): Promise<Clap> {
  const key = JSON.stringify(Object.entries(options).sort());
  const known = loaded.get(key);
  if (known) return known;
  const forget = () => loaded.delete(key);
  const clap = open(options, forget);
  loaded.set(key, clap);
  clap.catch(forget);
  return clap;
}

async function open(options: ClapOptions, forget: () => void): Promise<Clap> {
  const threads = options.networkThreads ?? 1;
  const files = await locateClap(options);
  const { sha256 } = await digestFile(files.audio.path).catch((cause: unknown) => {
    throw new ClapUnavailable('unreadable', `${files.audio.path} cannot be read`, { cause });
  });
  const model = `${files.name}:${files.audio.dtype}:${sha256.slice(0, 16)}`;
  const shape = { inputs: ['input_features'], output: 'audio_embeds' };
  const audio = await openTower(files.audio.path, shape, threads);
  const embedWindow = async (window: Float32Array) => meanUnit([await hear(audio, window)]);
  try {
    // Proof that it does what it should, before anybody's sound depends on it.
    await embedWindow(testTone());
    await unchanged(options, files);
  } catch (error) {
    await audio.close();
    throw error;
  }

  let text: Promise<TextTower> | null = null;
  return {
    model,
    hasText: files.text !== null,
    embedWindow,
    async embedAudio(samples) {
      const vectors: Float32Array[] = [];
      // One by one: the quantised network's answer depends on what else is in its batch, and a batch is no faster.
      for (const window of cutWindows(samples)) vectors.push(await hear(audio, window));
      return meanUnit(vectors);
    },
    async embedText(words) {
      text ??= openText(options, files, threads).catch((error: unknown) => {
        text = null;
        throw error;
      });
      const tower = await text;
      return meanUnit([await tower.embed((options.prompt ?? DEFAULT_PROMPT).replaceAll('{text}', () => words))]);
    },
    async close() {
      forget();
      await audio.close();
      await (await text?.catch(() => null))?.close();
    },
  };
}

async function hear(audio: Tower, window: Float32Array): Promise<Float32Array> {
  return audio.run({ input_features: { data: logMel(window), dims: [1, 1, MEL_FRAMES, MEL_BANDS] } });
}

/** Loaded with the first description, as the tokeniser and its vocabulary cost most of a second and 100 MB. */
async function openText(options: ClapOptions, files: ClapFiles, threads: number): Promise<TextTower> {
  const tower = await openTextTower(files, threads);
  await unchanged(options, files);
  return tower;
}

/** The hash above is that of what was loaded only if nobody has replaced the file since. */
async function unchanged(options: ClapOptions, files: ClapFiles): Promise<void> {
  const now = await locateClap(options);
  if (now.stamp !== files.stamp) throw new ClapUnavailable('replaced', `${files.folder} was replaced during loading`);
}

/** Ten seconds that rise from 100 Hz to about 2 kHz. */
function testTone(): Float32Array {
  return Float32Array.from({ length: WINDOW_SAMPLES }, (_, i) => 0.5 * Math.sin(0.013 * i * (1 + i / 50_000)));
}
