const HEADER_BYTES = 8;
const GLOBAL_SECTION = 6;
const EXPORT_SECTION = 7;
const GLOBAL_KIND = 3;
const END = 0x0b;
/** Prefix of the names under which {@link exportMutableGlobals} exports globals. */
export const GLOBAL_PREFIX = 'mutable global ';

/**
 * Returns a WebAssembly module that exports its mutable globals as well, so that they can be read and reset.
 * The module must not import globals, because imported globals would shift the indices.
 * @throws if the module has a form that is not known here
 */
export function exportMutableGlobals(module: Uint8Array): Uint8Array {
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
  return Buffer.concat([
    module.subarray(0, exported.header),
    Uint8Array.from([EXPORT_SECTION, ...encodeNumber(content.length), ...content]),
    module.subarray(exported.end),
  ]);
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
