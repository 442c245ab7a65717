const HEADER_BYTES = 8;
const GLOBAL_SECTION = 6;
const EXPORT_SECTION = 7;
const GLOBAL_KIND = 3;
const END = 0x0b;
/** Prefix of the names under which {@link exportMutableGlobals} exports globals. */
export const GLOBAL_PREFIX = 'mutable global ';

/** Number of unused bytes that {@link exportMutableGlobals} needs before a module. */
export const EXPORT_ROOM = 1024;

/**
 * Changes a WebAssembly module, in place, so that it exports its mutable globals, which can then be read and reset.
 * The beginning of the module moves towards the start of `bytes`, because copying the whole module would take as long
 * as compiling it. The module must not import globals, because imported globals would shift the indices.
 * @param bytes {@link EXPORT_ROOM} unused bytes, then the module
 * @returns the part of `bytes` with the changed module
 * @throws if the module has a form that is not known here
 */
export function exportMutableGlobals(bytes: Uint8Array): Uint8Array {
  const module = bytes.subarray(EXPORT_ROOM);
  const reader = createReader(module);
  const sections = readSections(reader);
  const globals = sections.find(({ id }) => id === GLOBAL_SECTION);
  const exported = sections.find(({ id }) => id === EXPORT_SECTION);
  if (!globals || !exported) throw new Error('the module has no globals or no exports');

  const indices = mutableGlobals(reader, globals.start);
  reader.at = exported.start;
  const count = reader.number();
  const added = indices.flatMap((index) => {
    const name = Buffer.from(`${GLOBAL_PREFIX}${index}`);
    return [...encodeNumber(name.length), ...name, GLOBAL_KIND, ...encodeNumber(index)];
  });
  const content = [...encodeNumber(count + indices.length), ...module.subarray(reader.at, exported.end), ...added];
  const section = [EXPORT_SECTION, ...encodeNumber(content.length), ...content];
  const start = EXPORT_ROOM + exported.end - section.length - exported.header;
  if (start < 0) throw new Error('the module has too many globals');
  bytes.copyWithin(start, EXPORT_ROOM, EXPORT_ROOM + exported.header);
  bytes.set(section, start + exported.header);
  return bytes.subarray(start);
}

interface Section {
  readonly id: number;
  /** Indices of the section's first byte, of the first byte of its content, and of its end. */
  readonly header: number;
  readonly start: number;
  readonly end: number;
}

function readSections(reader: Reader): Section[] {
  const sections: Section[] = [];
  reader.at = HEADER_BYTES;
  while (reader.at < reader.length) {
    const header = reader.at;
    const id = reader.byte();
    const length = reader.number();
    const start = reader.at;
    sections.push({ id, header, start, end: start + length });
    reader.at = start + length;
  }
  return sections;
}

/** Returns the indices of the mutable globals, from the content of the global section. */
function mutableGlobals(reader: Reader, start: number): number[] {
  reader.at = start;
  return Array.from({ length: reader.number() }, (_, index) => {
    reader.byte();
    const isMutable = reader.byte() === 1;
    // The initial value: an instruction `i32.const` or `i64.const` with a number, then `end`.
    const instruction = reader.byte();
    reader.number();
    if ((instruction !== 0x41 && instruction !== 0x42) || reader.byte() !== END) {
      throw new Error('a global of the module has another kind of value');
    }
    return isMutable ? [index] : [];
  }).flat();
}

interface Reader {
  at: number;
  readonly length: number;
  byte(): number;
  /** Reads an unsigned integer in LEB128; of a longer one, the lower 32 bits. */
  number(): number;
}

function createReader(bytes: Uint8Array): Reader {
  return {
    at: 0,
    length: bytes.length,
    byte() {
      return bytes[this.at++] ?? 0;
    },
    number() {
      let value = 0;
      for (let shift = 0; ; shift += 7) {
        const byte = this.byte();
        value |= (byte & 0x7f) << shift;
        if (byte < 0x80) return value >>> 0;
      }
    },
  };
}

/** Encodes an unsigned integer in LEB128. */
function encodeNumber(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...encodeNumber(value >>> 7)];
}
