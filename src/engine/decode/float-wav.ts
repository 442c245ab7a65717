/** Format of a stream of interleaved 32-bit float samples. */
export interface StreamFormat {
  /** Sample rate in hertz. */
  readonly rate: number;
  readonly channels: number;
}

/** Parses ffmpeg's WAV output, which arrives in pieces of any length. */
export interface FloatWavParser {
  /** The format that the header states; undefined before the header is complete. */
  readonly format: StreamFormat | undefined;
  /** Returns the bytes of samples in this piece, or `invalid` if ffmpeg, which may have been exploited, wrote others. */
  parse(piece: Uint8Array): Uint8Array | 'invalid';
}

/** Maximum length of the header. ffmpeg writes less than 200 bytes. */
const MAX_HEADER_BYTES = 4096;
const CHUNK_HEADER_BYTES = 8;
const FORMAT_BYTES = 16;
const FIRST_CHUNK = 12;
const FLOAT_TAG = 3;
const EXTENSIBLE_TAG = 0xfffe;
const MAX_CHANNELS = 1024;
const MAX_RATE = 2 ** 22;
const NO_BYTES = new Uint8Array(0);

/**
 * Creates a parser of a WAV file with 32-bit float samples, as ffmpeg writes it to a pipe.
 * The samples are everything after the header of the data chunk, because a pipe cannot state their number.
 */
export function createFloatWavParser(): FloatWavParser {
  let header: Uint8Array | null = NO_BYTES;
  let format: StreamFormat | undefined;
  return {
    get format() {
      return format;
    },
    parse(piece) {
      if (!header) return piece;
      header = Buffer.concat([header, piece]);
      const found = parseHeader(header);
      if (found === 'invalid' || (found === 'incomplete' && header.length > MAX_HEADER_BYTES)) return 'invalid';
      if (found === 'incomplete') return NO_BYTES;
      const samples = header.subarray(found.end);
      header = null;
      format = found.format;
      return samples;
    },
  };
}

/** Returns the format and the end of a WAV header. */
function parseHeader(bytes: Uint8Array): { format: StreamFormat; end: number } | 'incomplete' | 'invalid' {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let format: StreamFormat | null = null;
  let at = FIRST_CHUNK;
  while (at + CHUNK_HEADER_BYTES <= bytes.length) {
    const name = String.fromCharCode(...bytes.subarray(at, at + 4));
    const content = at + CHUNK_HEADER_BYTES;
    const length = view.getUint32(at + 4, true);
    if (name === 'data') return format ? { format, end: content } : 'invalid';
    if (content + length > bytes.length) return 'incomplete';
    if (name === 'fmt ' && length >= FORMAT_BYTES) format = parseFormat(view, content);
    at = content + length;
  }
  return 'incomplete';
}

/** Returns the format that a `fmt` chunk states; null if the samples are not 32-bit floats. */
function parseFormat(view: DataView, at: number): StreamFormat | null {
  const tag = view.getUint16(at, true);
  const channels = view.getUint16(at + 2, true);
  const rate = view.getUint32(at + 4, true);
  const isFloat = (tag === FLOAT_TAG || tag === EXTENSIBLE_TAG) && view.getUint16(at + 14, true) === 32;
  const isPlausible = channels > 0 && channels <= MAX_CHANNELS && rate > 0 && rate <= MAX_RATE;
  return isFloat && isPlausible ? { rate, channels } : null;
}
