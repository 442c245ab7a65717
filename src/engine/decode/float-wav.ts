/** Format of a stream of interleaved 32-bit float samples. */
export interface StreamFormat {
  /** Sample rate in hertz. */
  readonly rate: number;
  readonly channels: number;
}

/** Parses ffmpeg's WAV output, which arrives in pieces of any length. */
export interface FloatWavParser {
  /** Returns the bytes of samples in this piece, and calls `onFormat` before the first of them. */
  parse(piece: Uint8Array): Uint8Array;
}

/** Maximum length of the header. ffmpeg writes less than 200 bytes. */
const MAX_HEADER_BYTES = 4096;
const CHUNK_HEADER_BYTES = 8;
const FIRST_CHUNK = 12;
const FLOAT_TAG = 3;
const EXTENSIBLE_TAG = 0xfffe;
const NO_BYTES = new Uint8Array(0);

/**
 * Creates a parser of a WAV file with 32-bit float samples, as ffmpeg writes it to a pipe.
 * The samples are everything after the header of the data chunk, because a pipe cannot state their number.
 */
export function createFloatWavParser(onFormat: (format: StreamFormat) => void): FloatWavParser {
  let header: Uint8Array | null = NO_BYTES;
  return {
    parse(piece) {
      if (!header) return piece;
      const bytes: Uint8Array = Buffer.concat([header, piece]);
      const found = parseHeader(bytes);
      header = found ? null : bytes;
      if (!found) {
        if (bytes.length > MAX_HEADER_BYTES) throw new Error("ffmpeg's output is not a WAV file");
        return NO_BYTES;
      }
      onFormat(found.format);
      return bytes.subarray(found.end);
    },
  };
}

/** Returns the format and the end of a WAV header; null if it is incomplete. */
function parseHeader(bytes: Uint8Array): { format: StreamFormat; end: number } | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let format: StreamFormat | undefined;
  let at = FIRST_CHUNK;
  while (at + CHUNK_HEADER_BYTES <= bytes.length) {
    const name = String.fromCharCode(...bytes.subarray(at, at + 4));
    const content = at + CHUNK_HEADER_BYTES;
    const length = view.getUint32(at + 4, true);
    if (name === 'data') {
      if (!format) throw new Error("ffmpeg's output states no format");
      return { format, end: content };
    }
    if (content + length > bytes.length) return null;
    if (name === 'fmt ') format = parseFormat(new DataView(bytes.buffer, bytes.byteOffset + content, length));
    at = content + length;
  }
  return null;
}

function parseFormat(chunk: DataView): StreamFormat {
  const tag = chunk.getUint16(0, true);
  const channels = chunk.getUint16(2, true);
  const rate = chunk.getUint32(4, true);
  const bits = chunk.getUint16(14, true);
  if ((tag !== FLOAT_TAG && tag !== EXTENSIBLE_TAG) || bits !== 32 || channels === 0 || rate === 0) {
    throw new Error(`ffmpeg's output has another format: tag ${tag}, ${bits} bits, ${channels} channels, ${rate} Hz`);
  }
  return { rate, channels };
}
