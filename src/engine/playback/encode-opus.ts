import type { FfmpegOutput } from '../decode/decode-request.ts';
import { writeWav } from '../decode/linear-pcm.ts';
import { runWasm } from '../decode/run-wasm.ts';
import { CLAP_RATE } from '../pcm.ts';

export interface OpusOptions {
  /** Bits per second. The size of the result follows from them, because the bit rate is constant. */
  readonly bitRate: number;
  /** Number of channels, each with the same samples; default 1. */
  readonly channels?: 1 | 2;
  readonly timeoutMs: number;
}

/**
 * Encodes mono samples at 48 kHz as Ogg Opus, the format of Discord's voice messages.
 * The WebAssembly ffmpeg encodes, because a native ffmpeg need not contain an encoder for Opus.
 * @param samples they are overwritten
 * @throws Error if ffmpeg fails
 */
export async function encodeOpus(
  samples: Float32Array,
  { bitRate, channels = 1, timeoutMs }: OpusOptions,
): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  const output: FfmpegOutput = {
    args: [
      ...['-c:a', 'libopus', '-b:a', String(bitRate), '-vbr', 'off', '-ac', String(channels)],
      // Encoding stereo in the default frames of 20 ms overflows the 64 KiB stack of the WebAssembly build.
      ...(channels === 2 ? ['-frame_duration', '10', '-compression_level', '0'] : []),
      ...['-map_metadata', '-1', '-bitexact', '-f', 'ogg'],
    ],
    write(bytes) {
      chunks.push(Buffer.from(bytes));
      return null;
    },
  };
  const source = writeWav({
    ...{ encoding: 'signed', bytesPerSample: 2, isBigEndian: false, channels: 1, rate: CLAP_RATE },
    data: toIntegers(samples),
  });
  const ending = await runWasm({ source, outputs: [output], timeoutMs }, source);
  if (ending !== 'done') throw new Error(`ffmpeg could not encode Opus: ${ending}`);
  return Buffer.concat(chunks);
}

/**
 * Converts samples to integers of 16 bits in little-endian order, in their own memory: ten minutes of integers take
 * 57 MB. Samples beyond full scale are clipped.
 */
function toIntegers({ buffer, byteOffset, length }: Float32Array): Uint8Array {
  const view = new DataView(buffer, byteOffset, 4 * length);
  for (let i = 0; i < length; i++)
    view.setInt16(2 * i, Math.max(-32_768, Math.min(32_767, Math.round(32_767 * view.getFloat32(4 * i, true)))), true);
  return new Uint8Array(buffer, byteOffset, 2 * length);
}
