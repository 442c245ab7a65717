// Writes ONNX files, with only the part of the format that the stand-in CLAP model needs. The first argument of each call
// of `field` and `bytes` is a field number of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto.

export type Tensor = { readonly dims: readonly number[]; readonly data: Float32Array | Int8Array | BigInt64Array };

export type Attribute = number | readonly number[] | string;

export interface Node {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly output: string | readonly string[];
  readonly attributes?: Readonly<Record<string, Attribute>>;
}

export interface Graph {
  readonly name: string;
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
  readonly constants: Readonly<Record<string, Tensor>>;
  readonly nodes: readonly Node[];
}

interface Value {
  readonly name: string;
  readonly type: 'float' | 'int64';
  /** Size of each dimension. A string names a dimension whose size is not fixed. */
  readonly dims: readonly (number | string)[];
}

const TYPES = { float: 1, int8: 3, int64: 7 } as const;
const IR_VERSION = 8;
const OPSET = 17;

export function encodeModel(graph: Graph): Uint8Array {
  const opset = field(2, varint(OPSET));
  return Buffer.concat([
    field(1, varint(IR_VERSION)),
    text(2, 'soundalike'),
    bytes(8, opset),
    bytes(7, encodeGraph(graph)),
  ]);
}

function encodeGraph(graph: Graph): Buffer {
  return Buffer.concat([
    ...graph.nodes.map((node) => bytes(1, encodeNode(node))),
    text(2, graph.name),
    ...Object.entries(graph.constants).map(([name, tensor]) => bytes(5, encodeTensor(name, tensor))),
    ...graph.inputs.map((value) => bytes(11, encodeValue(value))),
    ...graph.outputs.map((value) => bytes(12, encodeValue(value))),
  ]);
}

function encodeNode({ op, inputs, output, attributes = {} }: Node): Buffer {
  return Buffer.concat([
    ...inputs.map((name) => text(1, name)),
    ...[output].flat().map((name) => text(2, name)),
    text(4, op),
    ...Object.entries(attributes).map(([name, value]) => bytes(5, encodeAttribute(name, value))),
  ]);
}

function encodeAttribute(name: string, value: Attribute): Buffer {
  if (typeof value === 'number') return Buffer.concat([text(1, name), field(3, varint(value)), field(20, varint(2))]);
  if (typeof value === 'string') return Buffer.concat([text(1, name), text(4, value), field(20, varint(3))]);
  return Buffer.concat([text(1, name), ...value.map((each) => field(8, varint(each))), field(20, varint(7))]);
}

function encodeTensor(name: string, { dims, data }: Tensor): Buffer {
  const type = data instanceof Float32Array ? TYPES.float : data instanceof Int8Array ? TYPES.int8 : TYPES.int64;
  const raw = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return Buffer.concat([
    ...dims.map((dim) => field(1, varint(dim))),
    field(2, varint(type)),
    text(8, name),
    bytes(9, raw),
  ]);
}

function encodeValue({ name, type, dims }: Value): Buffer {
  const shape = dims.map((dim) => bytes(1, typeof dim === 'number' ? field(1, varint(dim)) : text(2, dim)));
  const tensorType = Buffer.concat([field(1, varint(TYPES[type])), bytes(2, Buffer.concat(shape))]);
  return Buffer.concat([text(1, name), bytes(2, bytes(1, tensorType))]);
}

/** Encodes a protobuf field of wire type 0 (varint). */
function field(number: number, value: Buffer): Buffer {
  return Buffer.concat([varint(number << 3), value]);
}

/** Encodes a protobuf field of wire type 2 (length-delimited). */
function bytes(number: number, content: Buffer): Buffer {
  return Buffer.concat([varint((number << 3) | 2), varint(content.length), content]);
}

function text(number: number, content: string): Buffer {
  return bytes(number, Buffer.from(content));
}

/** Encodes an integer as a protobuf varint: 7 bits per byte, lowest first, negative numbers in 64-bit two's complement. */
function varint(value: number): Buffer {
  const out: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > 127n; rest >>= 7n) out.push(Number(rest & 127n) | 128);
  out.push(Number(rest));
  return Buffer.from(out);
}
