import type { Graph, Tensor } from './encode-onnx.ts';
import { gaussians } from './gaussians.ts';

// Sizes of the tensors of the real CLAP model.
const FRAMES = 1001;
const BANDS = 64;
const DIMENSIONS = 512;
/** Number of statistics of a sound: level, variation and pace of each mel band. */
const STATISTICS = 3 * BANDS;

/**
 * Typical mean and spread of each statistic over many sounds.
 * Without this standardization, unrelated sounds would get almost the same vector.
 */
const USUAL = [
  { mean: (band: number) => 18 - band / 2, spread: 10 },
  { mean: () => 16, spread: 14 },
  { mean: () => 4, spread: 5 },
];

/** The words that the text network knows, each with the standardized statistics of the sounds that it describes. */
export const WORDS: Readonly<
  Record<string, (band: number) => readonly [level: number, variation: number, pace: number]>
> = {
  low: (band) => [1.5 - band / 21, 0, 0],
  bass: (band) => [1.5 - band / 21, 0, 0],
  high: (band) => [band / 21 - 1.5, 0, 0],
  bright: (band) => [band / 21 - 1.5, 0, 0],
  steady: () => [0, -1, -0.5],
  drone: (band) => [1 - band / 32, -1, -0.7],
  noise: () => [0, -0.7, 0.7],
  drum: (band) => [1 - band / 32, 0.8, 0.3],
  hit: () => [0, 0.8, 0.3],
};

/**
 * Returns the audio network of the small stand-in model: it projects the statistics of a log-mel spectrogram.
 * Maps `input_features` [batch, 1, 1001, 64] to `audio_embeds` [batch, 512].
 */
export function audioGraph(seed: number): Graph {
  return {
    name: 'stand-in for the audio network of CLAP',
    inputs: [{ name: 'input_features', type: 'float', dims: ['batch', 1, FRAMES, BANDS] }],
    outputs: [{ name: 'audio_embeds', type: 'float', dims: ['batch', DIMENSIONS] }],
    constants: {
      silence: floats([], [-80]),
      zero: integers([0]),
      one: integers([1]),
      last: integers([FRAMES - 1]),
      end: integers([FRAMES]),
      time: integers([2]),
      usual: floats(
        [STATISTICS],
        perBand(({ mean }, band) => mean(band)),
      ),
      spread: floats(
        [STATISTICS],
        perBand(({ spread }) => spread),
      ),
      projection: projection(seed),
    },
    nodes: [
      { op: 'Clip', inputs: ['input_features', 'silence'], output: 'clipped' },
      { op: 'ReduceMean', inputs: ['clipped'], output: 'loudness', attributes: { axes: [1, 2, 3], keepdims: 1 } },
      { op: 'Sub', inputs: ['clipped', 'loudness'], output: 'shape' },
      { op: 'ReduceMean', inputs: ['shape'], output: 'level', attributes: { axes: [1, 2], keepdims: 0 } },
      { op: 'Mul', inputs: ['shape', 'shape'], output: 'squares' },
      { op: 'ReduceMean', inputs: ['squares'], output: 'power', attributes: { axes: [1, 2], keepdims: 0 } },
      { op: 'Mul', inputs: ['level', 'level'], output: 'level-squared' },
      { op: 'Sub', inputs: ['power', 'level-squared'], output: 'variance' },
      { op: 'Abs', inputs: ['variance'], output: 'variance-positive' },
      { op: 'Sqrt', inputs: ['variance-positive'], output: 'variation' },
      { op: 'Slice', inputs: ['shape', 'one', 'end', 'time'], output: 'later' },
      { op: 'Slice', inputs: ['shape', 'zero', 'last', 'time'], output: 'earlier' },
      { op: 'Sub', inputs: ['later', 'earlier'], output: 'change' },
      { op: 'Abs', inputs: ['change'], output: 'change-positive' },
      { op: 'ReduceMean', inputs: ['change-positive'], output: 'pace', attributes: { axes: [1, 2], keepdims: 0 } },
      { op: 'Concat', inputs: ['level', 'variation', 'pace'], output: 'statistics', attributes: { axis: 1 } },
      { op: 'Sub', inputs: ['statistics', 'usual'], output: 'centred' },
      { op: 'Div', inputs: ['centred', 'spread'], output: 'standard' },
      { op: 'MatMul', inputs: ['standard', 'projection'], output: 'audio_embeds' },
    ],
  };
}

/**
 * Returns the text network of the small stand-in model: from token ids [batch, length] to `text_embeds` [batch, 512].
 * It adds up the statistics of all words in a text and projects the sum with the matrix of the audio network, so that
 * a text is similar to the sounds that it describes.
 * @param words for each token id its word in {@link WORDS}, or null; tokens without a word get statistics near zero
 */
export function textGraph(seed: number, words: readonly (string | null)[]): Graph {
  const meanings = gaussians(seed + 1, words.length * STATISTICS).map((value) => value / 50);
  for (const [id, word] of words.entries()) {
    const meaning = word === null ? undefined : WORDS[word];
    if (meaning)
      meanings.set(
        perBand((_, band, kind) => meaning(band)[kind] ?? 0),
        id * STATISTICS,
      );
  }
  return {
    name: 'stand-in for the text network of CLAP',
    inputs: [
      { name: 'input_ids', type: 'int64', dims: ['batch', 'length'] },
      { name: 'attention_mask', type: 'int64', dims: ['batch', 'length'] },
    ],
    outputs: [{ name: 'text_embeds', type: 'float', dims: ['batch', DIMENSIONS] }],
    constants: {
      meanings: floats([words.length, STATISTICS], meanings),
      length: integers([1]),
      statistic: integers([2]),
      projection: projection(seed),
    },
    nodes: [
      { op: 'Gather', inputs: ['meanings', 'input_ids'], output: 'tokens', attributes: { axis: 0 } },
      { op: 'Cast', inputs: ['attention_mask'], output: 'mask', attributes: { to: 1 } },
      { op: 'Unsqueeze', inputs: ['mask', 'statistic'], output: 'mask-each' },
      { op: 'Mul', inputs: ['tokens', 'mask-each'], output: 'attended' },
      { op: 'ReduceSum', inputs: ['attended', 'length'], output: 'standard', attributes: { keepdims: 0 } },
      { op: 'MatMul', inputs: ['standard', 'projection'], output: 'text_embeds' },
    ],
  };
}

/** Returns a random projection matrix; a random projection nearly preserves the cosines between vectors. */
function projection(seed: number): Tensor {
  return { dims: [STATISTICS, DIMENSIONS], data: gaussians(seed, STATISTICS * DIMENSIONS) };
}

function perBand(value: (usual: (typeof USUAL)[number], band: number, kind: number) => number): number[] {
  return USUAL.flatMap((usual, kind) => Array.from({ length: BANDS }, (_, band) => value(usual, band, kind)));
}

function floats(dims: readonly number[], values: Iterable<number>): Tensor {
  return { dims, data: Float32Array.from(values) };
}

function integers(values: readonly number[]): Tensor {
  return { dims: [values.length], data: BigInt64Array.from(values, BigInt) };
}
