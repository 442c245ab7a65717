import type { IRandomAccessTokenizer } from 'strtok3';

/** What chunks of a WAV file that samplers and recorders write say about its sound. */
export interface WavChunks {
  /** Tempo of an ACID loop in beats per minute; null if there is none. */
  readonly tempoBpm: number | null;
  /** Root note of an ACID loop as a pitch class, C = 0; null if there is none. */
  readonly root: number | null;
  /** Whether the sound is marked as a loop: by `acid`, or by the loop points of `smpl`. */
  readonly isLoop: boolean;
  /** The chunk `iXML` as text; empty if there is none. */
  readonly ixml: string;
}

const NOTHING: WavChunks = { tempoBpm: null, root: null, isLoop: false, ixml: '' };
/** Maximum number of chunks that are visited, and of bytes that are read of each. */
const MAX_CHUNKS = 200;
const MAX_CHUNK_BYTES = 65_536;
const ACID_BYTES = 24;
const SMPL_BYTES = 36;
/** Flags of `acid`: the sound is no loop; the root note is valid. */
const ONE_SHOT = 1;
const HAS_ROOT = 2;
const NOTES_PER_OCTAVE = 12;

/**
 * Reads the chunks `acid`, `smpl` and `iXML` of a WAV file (RIFF, RF64 or BW64). Other files have none. The sizes that a
 * file states only move the position at which the next chunk is looked for.
 */
export async function readWavChunks(file: IRandomAccessTokenizer): Promise<WavChunks> {
  const read = async (position: number, length: number) => {
    const bytes = Buffer.alloc(length);
    return bytes.subarray(0, await file.peekBuffer(bytes, { position, mayBeLess: true }));
  };
  const head = (await read(0, 12)).toString('latin1');
  if (!/^(RIFF|RF64|BW64)....WAVE$/s.test(head)) return NOTHING;
  let found = NOTHING;
  let longSize = 0;
  let at = 12;
  for (let count = 0; count < MAX_CHUNKS; count++) {
    const header = await read(at, 8);
    if (header.length < 8) break;
    const id = header.toString('latin1', 0, 4);
    const stated = header.readUInt32LE(4);
    const isUsed = ['acid', 'smpl', 'iXML', 'ds64'].includes(id);
    const content = isUsed ? await read(at + 8, Math.min(stated, MAX_CHUNK_BYTES)) : header;
    if (id === 'ds64' && content.length >= 16) longSize = Number(content.readBigUInt64LE(8));
    if (id === 'acid') found = { ...found, ...readAcid(content, found) };
    if (id === 'smpl' && content.length >= SMPL_BYTES && content.readUInt32LE(28) > 0)
      found = { ...found, isLoop: true };
    if (id === 'iXML') found = { ...found, ixml: content.toString('utf8') };
    const size = id === 'data' && stated === 0xffffffff ? longSize : stated;
    at += 8 + size + (size % 2);
    if (!Number.isSafeInteger(at)) break;
  }
  return found;
}

function readAcid(content: Buffer, { isLoop }: WavChunks): Partial<WavChunks> {
  if (content.length < ACID_BYTES) return {};
  const flags = content.readUInt32LE(0);
  if (flags & ONE_SHOT) return {};
  return {
    tempoBpm: content.readFloatLE(20),
    root: flags & HAS_ROOT ? content.readUInt16LE(4) % NOTES_PER_OCTAVE : null,
    isLoop: isLoop || content.readUInt32LE(12) > 0,
  };
}
