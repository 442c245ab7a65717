import { writeFile } from 'node:fs/promises';

/** A mono signal with samples from -1 to 1. */
export interface Sound {
  readonly samples: Float32Array;
  /** Sample rate in Hz. */
  readonly rate: number;
}

const HEADER_BYTES = 44;

/** Writes a 16-bit mono WAV file. Works on little-endian machines only. Samples beyond full scale are clipped. */
export async function writeWav(path: string, { samples, rate }: Sound): Promise<void> {
  const bytes = Buffer.alloc(HEADER_BYTES + samples.length * 2);
  bytes.write('RIFF', 0, 'ascii');
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write('WAVEfmt ', 8, 'ascii');
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(rate, 24);
  bytes.writeUInt32LE(rate * 2, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36, 'ascii');
  bytes.writeUInt32LE(samples.length * 2, 40);
  const pcm = new Int16Array(bytes.buffer, bytes.byteOffset + HEADER_BYTES, samples.length);
  for (let index = 0; index < samples.length; index++) {
    pcm[index] = Math.round(Math.max(-1, Math.min(1, samples[index] ?? 0)) * 32767);
  }
  await writeFile(path, bytes);
}

/** Reads a 16-bit mono PCM WAV file, the only kind that the tools in this folder write. */
export function parseWav(bytes: Buffer, name: string): Sound {
  if (bytes.toString('ascii', 0, 4) !== 'RIFF') throw new Error(`${name} is not a WAV file`);
  let rate = 0;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const name = bytes.toString('ascii', at, at + 4);
    const size = bytes.readUInt32LE(at + 4);
    if (name === 'fmt ') {
      rate = bytes.readUInt32LE(at + 12);
      if (bytes.readUInt16LE(at + 10) !== 1 || bytes.readUInt16LE(at + 22) !== 16) {
        throw new Error(`${name} is not 16-bit mono`);
      }
    }
    if (name === 'data') {
      const end = Math.min(bytes.length, at + 8 + size);
      const samples = new Float32Array(Math.floor((end - at - 8) / 2));
      for (let index = 0; index < samples.length; index++)
        samples[index] = bytes.readInt16LE(at + 8 + index * 2) / 32768;
      return { samples, rate };
    }
    at += 8 + size + (size % 2);
  }
  throw new Error(`${name} holds no samples`);
}
