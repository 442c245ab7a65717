import type { Attribute, Graph, Node, Tensor } from './encode-onnx.ts';
import { gaussians } from './gaussians.ts';

// Sizes of HTSAT, the audio network of `clap-htsat-unfused`: a Swin transformer over the log-mel spectrogram, which is
// folded to 256 x 256 values.
const CHANNELS = 96;
const DEPTHS = [2, 2, 6, 2];
const HEADS = [4, 8, 16, 32];
const WINDOW = 8;
const SIDE = 64;
const DIMENSIONS = 512;

/**
 * Returns CLAP's audio network in its real architecture and size, with random weights.
 * It serves to measure time and memory without the real weights; its vectors are meaningless. The batch size is 1.
 * @param quantized whether matrix products use 8-bit integers, as in the published `q8` file
 */
export function fullSizeAudioGraph(quantized: boolean): Graph {
  const nodes: Node[] = [];
  const constants: Record<string, Tensor> = {};
  const op = (name: string, inputs: string[], attributes: Record<string, Attribute> = {}): string => {
    const output = `n${nodes.length}`;
    nodes.push({ op: name, inputs, output, attributes });
    return output;
  };
  const constant = (tensor: Tensor): string => {
    const name = `c${Object.keys(constants).length}`;
    constants[name] = tensor;
    return name;
  };
  const ints = (...values: number[]) => constant({ dims: [values.length], data: BigInt64Array.from(values, BigInt) });
  const random = (dims: number[], size: number) => {
    const count = dims.reduce((product, dim) => product * dim, 1);
    const data = gaussians(nodes.length + 1, count).map((value) => value * size);
    return constant({ dims, data });
  };
  const filled = (dims: number[], value: number) =>
    constant({ dims, data: new Float32Array(dims.reduce((product, dim) => product * dim, 1)).fill(value) });
  const reshape = (x: string, ...dims: number[]) => op('Reshape', [x, ints(...dims)]);
  const transpose = (x: string, ...perm: number[]) => op('Transpose', [x], { perm });
  const slice = (x: string, axis: number, start: number, end: number, step = 1) =>
    op('Slice', [x, ints(start), ints(end), ints(axis), ints(step)]);
  const norm = (x: string, size: number) =>
    op('LayerNormalization', [x, filled([size], 1), filled([size], 0)], { axis: -1 });

  function linear(x: string, from: number, to: number): string {
    const bias = random([to], 0.02);
    if (!quantized) return op('Add', [op('MatMul', [x, random([from, to], from ** -0.5)]), bias]);
    const [whole, scale, zero] = ['whole', 'scale', 'zero'].map((part) => `${part}${nodes.length}`);
    if (!whole || !scale || !zero) throw new Error('unreachable');
    nodes.push({ op: 'DynamicQuantizeLinear', inputs: [x], output: [whole, scale, zero] });
    const weights = Int8Array.from(gaussians(nodes.length, from * to), (value) => Math.round(value * 20));
    const product = op('MatMulInteger', [whole, constant({ dims: [from, to], data: weights }), zero]);
    const scaled = op('Mul', [scale, filled([1], from ** -0.5 / 20)]);
    return op('Add', [op('Mul', [op('Cast', [product], { to: 1 }), scaled]), bias]);
  }

  function gelu(x: string): string {
    const erf = op('Erf', [op('Div', [x, filled([], Math.SQRT2)])]);
    return op('Mul', [op('Mul', [x, op('Add', [erf, filled([], 1)])]), filled([], 0.5)]);
  }

  /** Shifts the rows and columns of an image of `side` x `side` cyclically by `by`, for the shifted windows. */
  function roll(x: string, side: number, by: number): string {
    const turn = (y: string, axis: number) => op('Concat', [slice(y, axis, by, side), slice(y, axis, 0, by)], { axis });
    return turn(turn(x, 1), 2);
  }

  function attend(x: string, side: number, channels: number, heads: number, shifted: boolean): string {
    const across = side / WINDOW;
    const [windows, tokens, depth] = [across ** 2, WINDOW ** 2, channels / heads];
    let image = reshape(x, 1, side, side, channels);
    if (shifted) image = roll(image, side, WINDOW / 2);
    const cut = transpose(reshape(image, 1, across, WINDOW, across, WINDOW, channels), 0, 1, 3, 2, 4, 5);
    const inside = reshape(cut, windows, tokens, channels);
    const head = (...perm: number[]) =>
      transpose(reshape(linear(inside, channels, channels), windows, tokens, heads, depth), ...perm);
    const raw = op('Div', [op('MatMul', [head(0, 2, 1, 3), head(0, 2, 3, 1)]), filled([], Math.sqrt(depth))]);
    const placed = op('Add', [raw, random([1, heads, tokens, tokens], 0.02)]);
    const masked = shifted ? op('Add', [placed, filled([windows, 1, tokens, tokens], 0)]) : placed;
    const mixed = op('MatMul', [op('Softmax', [masked], { axis: -1 }), head(0, 2, 1, 3)]);
    const joined = linear(reshape(transpose(mixed, 0, 2, 1, 3), windows, tokens, channels), channels, channels);
    const back = transpose(reshape(joined, 1, across, across, WINDOW, WINDOW, channels), 0, 1, 3, 2, 4, 5);
    let out = reshape(back, 1, side, side, channels);
    if (shifted) out = roll(out, side, side - WINDOW / 2);
    return reshape(out, 1, side ** 2, channels);
  }

  function block(x: string, side: number, channels: number, heads: number, shifted: boolean): string {
    const attended = op('Add', [x, attend(norm(x, channels), side, channels, heads, shifted)]);
    const wide = gelu(linear(norm(attended, channels), channels, 4 * channels));
    return op('Add', [attended, linear(wide, 4 * channels, channels)]);
  }

  function merge(x: string, side: number, channels: number): string {
    const image = reshape(x, 1, side, side, channels);
    const every = (row: number, column: number) => slice(slice(image, 1, row, side, 2), 2, column, side, 2);
    const four = op('Concat', [every(0, 0), every(1, 0), every(0, 1), every(1, 1)], { axis: 3 });
    return linear(norm(reshape(four, 1, side ** 2 / 4, 4 * channels), 4 * channels), 4 * channels, 2 * channels);
  }

  const stretched = op('Resize', ['input_features', '', '', ints(1, 1, 1024, 64)], {
    mode: 'cubic',
    coordinate_transformation_mode: 'align_corners',
  });
  const folded = reshape(transpose(reshape(stretched, 1, 4, 256, 64), 0, 1, 3, 2), 1, 1, 256, 256);
  const patches = op('Conv', [folded, random([CHANNELS, 1, 4, 4], 0.02), random([CHANNELS], 0.02)], {
    strides: [4, 4],
  });
  let x = norm(transpose(reshape(patches, 1, CHANNELS, SIDE ** 2), 0, 2, 1), CHANNELS);
  let [side, channels] = [SIDE, CHANNELS];
  for (const [stage, depth] of DEPTHS.entries()) {
    for (let i = 0; i < depth; i++) x = block(x, side, channels, HEADS[stage] ?? 1, i % 2 === 1 && side > WINDOW);
    if (stage === DEPTHS.length - 1) break;
    x = merge(x, side, channels);
    [side, channels] = [side / 2, channels * 2];
  }
  const pooled = op('ReduceMean', [norm(x, channels)], { axes: [1], keepdims: 0 });
  const projected = linear(op('Relu', [linear(pooled, channels, DIMENSIONS)]), DIMENSIONS, DIMENSIONS);
  nodes.push({ op: 'Identity', inputs: [projected], output: 'audio_embeds' });
  return {
    name: 'random weights in the architecture of the audio network of CLAP',
    inputs: [{ name: 'input_features', type: 'float', dims: [1, 1, 1001, 64] }],
    outputs: [{ name: 'audio_embeds', type: 'float', dims: [1, DIMENSIONS] }],
    constants,
    nodes,
  };
}
