import { seededRandom } from '../../src/engine/seeded-random.ts';

type Random = () => number;
type Mutation = (file: Uint8Array, other: Uint8Array, random: Random) => Uint8Array;

const below = (random: Random, limit: number) => Math.floor(random() * limit);
/** Returns a random byte position. At least 30 % are in the first 256 bytes, where file formats have their headers. */
const place = (random: Random, length: number) => below(random, random() < 0.3 ? Math.min(length, 256) : length);
const EXTREMES = [0, 1, 0x7f, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff];

export const MUTATIONS = {
  flipBits(file, _other, random) {
    for (let count = 1 + below(random, 16); count > 0; count -= 1) {
      const at = place(random, file.length);
      file[at] = (file[at] ?? 0) ^ (1 << below(random, 8));
    }
    return file;
  },
  truncate: (file, _other, random) => file.subarray(0, below(random, file.length)),
  dropStart: (file, _other, random) => file.subarray(below(random, 4096)),
  /** Joins the beginning of `file` and the end of `other`. */
  splice: (file, other, random) =>
    Buffer.concat([file.subarray(0, below(random, file.length)), other.subarray(below(random, other.length))]),
  /** Overwrites the header of `file`, which is in its first bytes, with the header of `other`. */
  swapHeader(file, other, random) {
    file.set(other.subarray(0, Math.min(file.length, 4 + below(random, 128))));
    return file;
  },
  /** Writes extreme numbers into the first 512 bytes, where the header may hold a size, a rate or a count. */
  giantField(file, _other, random) {
    const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
    for (let count = 1 + below(random, 4); count > 0; count -= 1) {
      const value = EXTREMES[below(random, EXTREMES.length)] ?? 0;
      if (file.length >= 4) view.setUint32(below(random, Math.min(512, file.length - 3)), value, random() < 0.5);
    }
    return file;
  },
  repeatChunk(file, _other, random) {
    const start = place(random, file.length);
    const chunk = file.subarray(start, start + 1 + below(random, 4096));
    return Buffer.concat([
      file.subarray(0, start),
      ...Array<Uint8Array>(below(random, 200)).fill(chunk),
      file.subarray(start),
    ]);
  },
  overwrite(file, _other, random) {
    const start = place(random, file.length);
    const end = Math.min(file.length, start + below(random, 2048));
    const constant = random() < 0.5 ? below(random, 256) : null;
    for (let at = start; at < end; at += 1) file[at] = constant ?? below(random, 256);
    return file;
  },
} satisfies Record<string, Mutation>;

export interface Mutant {
  readonly bytes: Uint8Array;
  /** Names of the seed file and of the mutations, for error messages. Example: `flac: flipBits, truncate`. */
  readonly description: string;
}

/**
 * Returns a damaged file: one of the intact files after one or two mutations.
 * The same files and the same number give the same damaged file.
 * @param seeds intact files by name
 * @param number chooses the file and the mutations
 */
export function mutant(seeds: ReadonlyMap<string, Uint8Array>, number: number): Mutant {
  const random = seededRandom(number);
  const names = [...seeds.keys()];
  const pick = () => names[below(random, names.length)] ?? '';
  const kinds = Object.entries<Mutation>(MUTATIONS);
  const name = pick();
  let bytes = new Uint8Array(seeds.get(name) ?? []);
  const mutations: string[] = [];
  for (let count = 1 + below(random, 2); count > 0 && bytes.length > 0; count -= 1) {
    const [kind, mutate] = kinds[below(random, kinds.length)] ?? [];
    const other = seeds.get(pick()) ?? bytes;
    bytes = new Uint8Array(mutate?.(bytes, other, random) ?? bytes);
    mutations.push(kind ?? '');
  }
  return { bytes, description: `${name}: ${mutations.join(', ')}` };
}
