import { isReadable, type LinearPcm } from './linear-pcm.ts';

/** Encoding of each AIFF-C compression type that does not compress, and whether its bytes are little-endian. */
const COMPRESSION: Readonly<Record<string, readonly [LinearPcm['encoding'], isLittleEndian?: true]>> = {
  NONE: ['signed'],
  none: ['signed'],
  twos: ['signed'],
  in24: ['signed'],
  in32: ['signed'],
  sowt: ['signed', true],
  '42ni': ['signed', true],
  '23ni': ['signed', true],
  'raw ': ['unsigned'],
  fl32: ['float'],
  FL32: ['float'],
  fl64: ['float'],
  FL64: ['float'],
  alaw: ['alaw'],
  ALAW: ['alaw'],
  ulaw: ['mulaw'],
  ULAW: ['mulaw'],
};
/** Bits per sample of the compression types whose name states them. Their headers often state 16 bits instead. */
const BITS: Readonly<Record<string, number>> = {
  ...{ in24: 24, in32: 32, '42ni': 24, '23ni': 32, 'raw ': 8 },
  ...{ fl32: 32, FL32: 32, fl64: 64, FL64: 64, alaw: 8, ALAW: 8, ulaw: 8, ULAW: 8 },
};

/**
 * Parses the header of an uncompressed AIFF or AIFF-C file. If the sizes in the header contradict
 * the size of the file, the size of the file counts.
 * @returns null if the bytes are no such file
 */
export function readAiff(bytes: Uint8Array): LinearPcm | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const letters = (at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));
  if (letters(0) !== 'FORM' || !['AIFF', 'AIFC'].includes(letters(8))) return null;
  let common: number | undefined;
  let data: Uint8Array | undefined;
  for (let at = 12; at + 8 <= bytes.length && !(common !== undefined && data); ) {
    const size = view.getUint32(at + 4);
    const start = at + 8;
    if (letters(at) === 'COMM' && start + 18 <= bytes.length) common = start;
    if (letters(at) === 'SSND' && start + 8 <= bytes.length) {
      const first = start + 8 + view.getUint32(start);
      // A program that wrote the file into a pipe could not fill in the size, and left it at 0.
      const end = size <= 8 ? bytes.length : start + size;
      data = bytes.subarray(first, end);
    }
    at = start + size + (size % 2);
  }
  if (common === undefined || !data) return null;
  const isCompressed = letters(8) === 'AIFC' && common + 22 <= bytes.length;
  const compression = isCompressed ? letters(common + 18) : 'NONE';
  const [encoding, isLittleEndian = false] = COMPRESSION[compression] ?? [];
  if (!encoding) return null;
  const pcm: LinearPcm = {
    encoding,
    bytesPerSample: Math.ceil((BITS[compression] ?? view.getUint16(common + 6)) / 8),
    isBigEndian: !isLittleEndian,
    channels: view.getUint16(common),
    rate: Math.round(extended(view, common + 8)),
    data,
  };
  return isReadable(pcm) ? pcm : null;
}

/** Reads an 80-bit floating-point number (IEEE 754 extended precision, big-endian). */
function extended(view: DataView, at: number): number {
  const exponent = (view.getUint16(at) & 0x7fff) - 16_383;
  return Number(view.getBigUint64(at + 2)) * 2 ** (exponent - 63);
}
