import { isReadable, type LinearPcm } from './linear-pcm.ts';

/** A WAV file, or a relative of it: RIFX (big-endian), RF64, BW64 and Sony's Wave64. */
export interface WavFile {
  /** The uncompressed samples; null if the samples are compressed, or the header is unknown. */
  readonly pcm: LinearPcm | null;
  /** Whether every reader of WAV files understands the header in the same way. */
  readonly isPlain: boolean;
  /** Content of the first `data` chunk. */
  readonly data: Uint8Array;
}

interface Chunk {
  readonly id: string;
  /** Index of the first byte of the content. */
  readonly start: number;
  /** Size in bytes as the chunk states it, which may be larger than the file. */
  readonly size: number;
}

/** Size of a chunk whose writer did not know the size. In RF64 files, the `ds64` chunk then has the true size. */
const UNKNOWN_SIZE = 0xffffffff;
const EXTENSIBLE = 0xfffe;
const ENCODINGS: Readonly<Record<number, LinearPcm['encoding']>> = { 1: 'signed', 3: 'float', 6: 'alaw', 7: 'mulaw' };

/**
 * Parses the header of a WAV file. If sizes in the header contradict the file, the file counts.
 * @returns null if the bytes are no WAV file, or have no `fmt` or no `data` chunk
 */
export function readWav(bytes: Uint8Array): WavFile | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const kind = kindOf(view);
  if (!kind) return null;
  const isBigEndian = kind === 'RIFX';
  const chunks = kind === 'riff' ? wave64Chunks(view) : riffChunks(view, isBigEndian);
  const format = chunks.find(({ id, size }) => id === 'fmt ' && size >= 14);
  const found = chunks.find(({ id }) => id === 'data');
  if (!format || !found || format.start + 16 > bytes.length) return null;
  const size = dataSize(view, found, chunks);
  const data = bytes.subarray(found.start, found.start + size);
  const fields = readFormat(view, format, isBigEndian);
  const pcm = { ...fields.pcm, ...(fields.isLinear && widerLayout(fields, data)), data };
  const isPlain =
    kind === 'RIFF' && fields.isPlain && size === found.size && size % (pcm.channels * pcm.bytesPerSample || 1) === 0;
  return { pcm: fields.isLinear && isReadable(pcm) ? pcm : null, isPlain, data };
}

/** Returns the first four letters of a WAV file or of one of its relatives; null for any other file. */
function kindOf(view: DataView): 'RIFF' | 'RIFX' | 'RF64' | 'BW64' | 'riff' | null {
  if (view.byteLength < 16) return null;
  const kind = letters(view, 0);
  // The identifiers of Wave64 are GUIDs that begin with the letters of the identifiers of WAV.
  if (kind === 'riff') return view.byteLength >= 40 && letters(view, 24) === 'wave' ? kind : null;
  if (kind !== 'RIFF' && kind !== 'RIFX' && kind !== 'RF64' && kind !== 'BW64') return null;
  return letters(view, 8) === 'WAVE' ? kind : null;
}

function riffChunks(view: DataView, isBigEndian: boolean): Chunk[] {
  const chunks: Chunk[] = [];
  let longSize = UNKNOWN_SIZE;
  let at = 12;
  while (at + 8 <= view.byteLength) {
    const id = letters(view, at);
    const stated = view.getUint32(at + 4, !isBigEndian);
    const start = at + 8;
    if (id === 'ds64' && start + 16 <= view.byteLength) longSize = Number(view.getBigUint64(start + 8, true));
    const size = id === 'data' && stated === UNKNOWN_SIZE ? longSize : stated;
    chunks.push({ id, start, size });
    const end = start + size;
    // Chunks begin at even positions, but some writers forget the padding.
    at = end % 2 === 1 && (isChunkId(view, end + 1) || !isChunkId(view, end)) ? end + 1 : end;
  }
  return chunks;
}

function wave64Chunks(view: DataView): Chunk[] {
  const chunks: Chunk[] = [];
  let at = 40;
  while (at + 24 <= view.byteLength) {
    const size = Number(view.getBigUint64(at + 16, true)) - 24;
    chunks.push({ id: letters(view, at), start: at + 24, size: Math.max(0, size) });
    at += 24 + Math.max(0, Math.ceil(size / 8) * 8);
  }
  return chunks;
}

/** Returns the number of bytes of the `data` chunk that are in the file. */
function dataSize(view: DataView, { start, size }: Chunk, chunks: readonly Chunk[]): number {
  const rest = view.byteLength - start;
  // A size of 0 means that the size was never filled in, unless a known chunk follows at once.
  const isUnknown = size === 0 && !chunks.some((chunk) => chunk.start > start && isChunkId(view, chunk.start - 8));
  return isUnknown ? rest : Math.min(size, rest);
}

function readFormat(view: DataView, { start, size }: Chunk, isBigEndian: boolean) {
  const uint16 = (at: number) => view.getUint16(start + at, !isBigEndian);
  const isExtensible = uint16(0) === EXTENSIBLE;
  const hasSubformat = isExtensible && size >= 40 && start + 40 <= view.byteLength;
  const tag = hasSubformat ? uint16(24) : isExtensible ? 1 : uint16(0);
  const channels = uint16(2);
  const bits = uint16(14);
  const blockAlign = uint16(12);
  const bytesPerSample = Math.ceil(bits / 8);
  const encoding = tag === 1 && bits <= 8 ? 'unsigned' : ENCODINGS[tag];
  return {
    isLinear: encoding !== undefined,
    isPlain: !isExtensible && bits % 8 === 0 && blockAlign === channels * bytesPerSample,
    isWide: channels > 0 && bytesPerSample < 4 && blockAlign === 4 * channels,
    pcm: {
      encoding: encoding ?? 'signed',
      bytesPerSample,
      isBigEndian,
      channels,
      rate: view.getUint32(start + 4, !isBigEndian),
    },
  } as const;
}

/** Number of samples at the start of the data by which `widerLayout` recognizes how samples are stored. */
const RECOGNIZED_SAMPLES = 1024;
/** Usual magnitudes of floating-point samples. Most integers are out of this range if they are read as floats. */
const MIN_FLOAT = 1e-9;
const MAX_FLOAT = 1e5;

/**
 * Returns how samples are stored if each takes four bytes although the header states fewer bits; otherwise null.
 * Writers disagree about such headers, so the bytes decide, as in libsndfile: either the lower bytes are zeros, or the
 * samples are floating-point numbers (Cool Edit), or the block size in the header is wrong.
 */
function widerLayout(
  { isWide, pcm }: ReturnType<typeof readFormat>,
  data: Uint8Array,
): Pick<LinearPcm, 'encoding' | 'bytesPerSample'> | null {
  if (!isWide) return null;
  const count = Math.min(RECOGNIZED_SAMPLES, Math.floor(data.length / 4));
  const view = new DataView(data.buffer, data.byteOffset, count * 4);
  let padded = 0;
  let floats = 0;
  for (let at = 0; at < count * 4; at += 4) {
    const low = view.getUint32(at, !pcm.isBigEndian) % 2 ** (8 * (4 - pcm.bytesPerSample));
    if (low === 0) padded += 1;
    const value = Math.abs(view.getFloat32(at, !pcm.isBigEndian));
    if (value === 0 || (value > MIN_FLOAT && value < MAX_FLOAT)) floats += 1;
  }
  if (padded === count) return { encoding: 'signed', bytesPerSample: 4 };
  return floats === count ? { encoding: 'float', bytesPerSample: 4 } : null;
}

function isChunkId(view: DataView, at: number): boolean {
  return at + 8 <= view.byteLength && /^[A-Za-z][A-Za-z0-9 _-]{3}$/.test(letters(view, at));
}

function letters(view: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((offset) => view.getUint8(at + offset)));
}
