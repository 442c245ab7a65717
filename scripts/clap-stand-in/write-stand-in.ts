import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeModel } from './encode-onnx.ts';
import { fullSizeAudioGraph } from './full-size-graph.ts';
import { audioGraph, textGraph, WORDS } from './small-graphs.ts';
import { smallTokenizer } from './small-tokenizer.ts';

interface StandInOptions {
  /** Id of the model that the stand-in replaces. Default: `Xenova/clap-htsat-unfused`. */
  readonly id?: string;
  /** Seed of the random weights. Vectors of models with different seeds cannot be compared. */
  readonly seed?: number;
  /** Precision that the file names state. The small model has 32-bit weights in either case. */
  readonly dtype?: 'q8' | 'fp32';
  /** `full` writes an audio network as large as that of the real model, for measurements of time and memory. */
  readonly size?: 'small' | 'full';
}

/**
 * Writes a stand-in CLAP model under `modelsDir`, with the file names and tensor shapes of the real model.
 * The small model has a thousandth of the real size. It gives similar sounds similar vectors and knows a few words.
 * Its vectors are not those of CLAP, so the engine reports the model under the id `stand-in for <id>`.
 * @returns path of the model's folder
 */
export async function writeStandIn(modelsDir: string, options: StandInOptions = {}): Promise<string> {
  const { id = 'Xenova/clap-htsat-unfused', seed = 1, dtype = 'q8', size = 'small' } = options;
  const folder = join(modelsDir, id);
  const suffix = dtype === 'q8' ? '_quantized' : '';
  const audio = size === 'full' ? fullSizeAudioGraph(dtype === 'q8') : audioGraph(seed);
  const { json: tokenizer, words } = smallTokenizer(Object.keys(WORDS));
  await mkdir(join(folder, 'onnx'), { recursive: true });
  await Promise.all([
    writeFile(join(folder, `onnx/audio_model${suffix}.onnx`), encodeModel(audio)),
    writeFile(join(folder, `onnx/text_model${suffix}.onnx`), encodeModel(textGraph(seed, words))),
    writeJson(join(folder, 'tokenizer.json'), tokenizer),
    writeJson(join(folder, 'tokenizer_config.json'), { tokenizer_class: 'RobertaTokenizer', model_max_length: 512 }),
    writeJson(join(folder, 'config.json'), { model_type: 'clap', projection_dim: 512, stand_in: true }),
    writeJson(join(folder, 'preprocessor_config.json'), PREPROCESSOR),
  ]);
  return folder;
}

/** Preprocessing settings that are published with the real CLAP model. */
const PREPROCESSOR = {
  chunk_length_s: 10,
  feature_extractor_type: 'ClapFeatureExtractor',
  feature_size: 64,
  fft_window_size: 1024,
  frequency_max: 14000,
  frequency_min: 50,
  hop_length: 480,
  max_length_s: 10,
  n_fft: 1024,
  nb_frequency_bins: 513,
  nb_max_frames: 1000,
  nb_max_samples: 480000,
  padding: 'repeatpad',
  padding_side: 'right',
  padding_value: 0,
  processor_class: 'ClapProcessor',
  return_attention_mask: false,
  sampling_rate: 48000,
  top_db: null,
  truncation: 'rand_trunc',
};

function writeJson(path: string, value: object): Promise<void> {
  return writeFile(path, `${JSON.stringify(value, null, 2)}\n`);
}
