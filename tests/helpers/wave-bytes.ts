/** Parts of a WAV file that a test states, each as it is to be written, true or not. */
export interface WaveSpec {
  readonly tag: 'pcm' | 'float';
  /** Bits that hold the sample, in the upper bits of its bytes. */
  readonly validBits: number;
  readonly bytesPerSample: number;
  readonly channels: number;
  readonly rate: number;
  /** `RIFX` is big-endian; `RF64` has its sizes in a chunk of their own. */
  readonly kind: 'RIFF' | 'RIFX' | 'RF64';
  /** Whether the header has the form WAVE_FORMAT_EXTENSIBLE. */
  readonly isExtensible: boolean;
  /** Bits per sample in the header; by default those of the bytes of a sample. */
  readonly statedBits?: number;
  readonly blockAlign?: number;
  readonly dataSize?: number;
  /** Chunks in front of the `data` chunk, by their identifiers. */
  readonly chunks?: readonly (readonly [id: string, content: Uint8Array])[];
}

/** Writes samples in -1..1 as a WAV file, sample by sample: every channel gets the same samples. */
export function waveBytes(samples: Float32Array, spec: WaveSpec): Uint8Array {
  const isBigEndian = spec.kind === 'RIFX';
  const data = sampleBytes(samples, spec, isBigEndian);
  const uint16 = (...values: number[]) => numbers(values, 2, isBigEndian);
  const uint32 = (...values: number[]) => numbers(values, 4, isBigEndian);
  const block = spec.blockAlign ?? spec.channels * spec.bytesPerSample;
  const tag = spec.tag === 'pcm' ? 1 : 3;
  const format = Buffer.concat([
    uint16(spec.isExtensible ? 0xfffe : tag, spec.channels),
    uint32(spec.rate, spec.rate * block),
    uint16(block, spec.statedBits ?? 8 * spec.bytesPerSample),
    ...(spec.isExtensible ? [uint16(22, spec.validBits), uint32(0), uint16(tag, 0, 0, 0x10), GUID_END] : []),
  ]);
  const chunk = (id: string, content: Uint8Array, size = content.length) =>
    Buffer.concat([Buffer.from(id), uint32(size), content, Buffer.alloc(content.length % 2)]);
  const longSizes = Buffer.alloc(28);
  longSizes.writeBigUInt64LE(BigInt(data.length), 8);
  const size = spec.dataSize ?? (spec.kind === 'RF64' ? 0xffffffff : data.length);
  const body = Buffer.concat([
    Buffer.from('WAVE'),
    ...(spec.kind === 'RF64' ? [chunk('ds64', longSizes)] : []),
    chunk('fmt ', format),
    ...(spec.chunks ?? []).map(([id, content]) => chunk(id, content)),
    chunk('data', data, size),
  ]);
  return new Uint8Array(
    Buffer.concat([Buffer.from(spec.kind), uint32(spec.kind === 'RF64' ? 0xffffffff : body.length), body]),
  );
}

const GUID_END = Buffer.from('800000aa00389b71', 'hex');

function numbers(values: readonly number[], bytes: 2 | 4, isBigEndian: boolean): Buffer {
  const buffer = Buffer.alloc(values.length * bytes);
  for (const [index, value] of values.entries()) {
    if (isBigEndian) buffer.writeUIntBE(value, index * bytes, bytes);
    else buffer.writeUIntLE(value, index * bytes, bytes);
  }
  return buffer;
}

function sampleBytes(samples: Float32Array, spec: WaveSpec, isBigEndian: boolean): Buffer {
  const { tag, bytesPerSample, validBits, channels } = spec;
  const data = Buffer.alloc(samples.length * channels * bytesPerSample);
  for (let index = 0; index < samples.length * channels; index += 1) {
    const sample = samples[Math.floor(index / channels)] ?? 0;
    const at = index * bytesPerSample;
    if (tag === 'float' && bytesPerSample === 4) data.writeFloatLE(sample, at);
    else if (tag === 'float') data.writeDoubleLE(sample, at);
    else {
      const max = 2 ** (validBits - 1);
      const rounded = Math.max(-max, Math.min(max - 1, Math.round(sample * max)));
      const value = rounded * 2 ** (8 * bytesPerSample - validBits);
      // Samples of one byte are unsigned.
      if (bytesPerSample === 1) data.writeUInt8(value + 128, at);
      else data.writeIntLE(value, at, bytesPerSample);
    }
    if (isBigEndian) data.subarray(at, at + bytesPerSample).reverse();
  }
  return data;
}
