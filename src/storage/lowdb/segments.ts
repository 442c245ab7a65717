import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { type Adapter, Low } from 'lowdb';
import { unlessMissing } from '../../files/fs-errors.ts';
import { createMirroredFile, type FileProblem } from '../../files/mirrored-file.ts';
import { yieldToEventLoop } from '../../yield-to-event-loop.ts';
import type { Matrix } from '../matrix/matrix.ts';
import { type Entry, fromStored, settle, toStored } from './entry.ts';
import { decodeSegment, encodeSegment } from './segment-format.ts';

/** Sounds in one file at the most: a change rewrites a small file (about 300 kB) however large the library is. */
export const SEGMENT_SOUNDS = 64;

/** All sounds of a library, spread over lowdb files. Changes one at a time; each is durable, or fails and changes nothing. */
export interface Segments {
  /** By sound id, in the order in which they were added. */
  readonly entries: ReadonlyMap<string, Entry>;
  add(entry: Entry): Promise<void>;
  /** The entries with these ids, those of one file together; ids without an entry are left out. */
  byFile(ids: Iterable<string>): readonly (readonly Entry[])[];
  /** Puts entries of one file in the place of those with their ids, in one write. */
  replace(entries: readonly Entry[]): Promise<void>;
  /** Removes entries of one file, in one write. */
  remove(entries: readonly Entry[]): Promise<void>;
}

export interface SegmentsOptions {
  readonly folder: string;
  readonly matrix: Matrix<Entry>;
  readonly report: (problem: FileProblem) => void;
  /** Once it fires, no further segment is read. */
  readonly closing: AbortSignal;
}

type Segment = Low<Entry[]>;

/** Reads all segments of a folder; a folder that is not there has none. @throws the reason of `closing` */
export async function openSegments({ folder, matrix, report, closing }: SegmentsOptions): Promise<Segments> {
  const openSegment = (number: number): Segment => {
    const file = path.join(folder, `segment-${String(number).padStart(4, '0')}.json`);
    const format = { encode: encodeSegment, decode: decodeSegment };
    const stored = createMirroredFile({ file, ...format, quarantine: path.join(folder, 'quarantine'), report });
    const adapter: Adapter<Entry[]> = {
      async read() {
        return (await stored.read())?.map(fromStored) ?? null;
      },
      write: (entries) => stored.write(entries.map((entry) => toStored(entry, matrix))),
    };
    return new Low<Entry[]>(adapter, []);
  };

  const segments: Segment[] = [];
  const homes = new Map<string, Segment>();
  const read: Entry[] = [];
  const numbers = await segmentNumbers(folder);
  let nextNumber = (numbers.at(-1) ?? -1) + 1;
  if (numbers.length < nextNumber)
    report({ file: folder, problem: 'segment files are missing, and their sounds with them' });
  for (const number of numbers) {
    const segment = openSegment(number);
    closing.throwIfAborted();
    await segment.read();
    segments.push(segment);
    // A sound that stands in two files, as after a restored backup, counts once.
    const fresh = segment.data.filter(({ sound }) => !homes.has(sound.id));
    segment.data = fresh.map((entry) => settle(entry, matrix));
    for (const entry of segment.data) {
      homes.set(entry.sound.id, segment);
      read.push(entry);
    }
  }
  read.sort((a, b) => a.order - b.order);
  const entries = new Map<string, Entry>();
  for (const [index, entry] of read.entries()) {
    // Filling a map of 100,000 at one go would hold up the thread.
    if (index % 4096 === 4095) await yieldToEventLoop();
    entries.set(entry.sound.id, entry);
  }

  const write = async (segment: Segment, data: Entry[]) => {
    const before = segment.data;
    segment.data = data;
    try {
      await segment.write();
    } catch (error) {
      segment.data = before;
      throw error;
    }
  };
  const roomy = () => {
    const known = segments.find((segment) => segment.data.length < SEGMENT_SOUNDS);
    if (known) return known;
    const added = openSegment(nextNumber);
    nextNumber++;
    segments.push(added);
    return added;
  };
  const homeOf = (some: readonly Entry[]) => {
    const segment = homes.get(some[0]?.sound.id ?? '');
    if (!segment || some.some(({ sound }) => homes.get(sound.id) !== segment))
      throw new RangeError('these sounds are not of one segment');
    return segment;
  };
  const freeRow = (entry: Entry | undefined) => {
    if (entry?.vector.kind === 'row') matrix.remove(entry.vector.row);
  };

  return {
    entries,
    async add(entry) {
      const segment = roomy();
      await write(segment, [...segment.data, entry]);
      const settled = settle(entry, matrix);
      segment.data = segment.data.with(-1, settled);
      homes.set(entry.sound.id, segment);
      entries.set(entry.sound.id, settled);
    },
    byFile(ids) {
      const groups = new Map<Segment, Entry[]>();
      for (const id of new Set(ids)) {
        const [entry, segment] = [entries.get(id), homes.get(id)];
        if (!entry || !segment) continue;
        const group = groups.get(segment);
        if (group) group.push(entry);
        else groups.set(segment, [entry]);
      }
      return [...groups.values()];
    },
    async replace(changed) {
      const segment = homeOf(changed);
      const byId = new Map(changed.map((entry) => [entry.sound.id, entry]));
      const old = segment.data;
      await write(
        segment,
        old.map((entry) => byId.get(entry.sound.id) ?? entry),
      );
      segment.data = old.map((before) => {
        const entry = byId.get(before.sound.id);
        if (!entry) return before;
        if (entry.vector.kind === 'row') matrix.replaceItem(entry.vector.row, entry);
        else freeRow(before);
        const settled = settle(entry, matrix);
        entries.set(entry.sound.id, settled);
        return settled;
      });
    },
    async remove(removed) {
      const segment = homeOf(removed);
      const ids = new Set(removed.map(({ sound }) => sound.id));
      await write(
        segment,
        segment.data.filter(({ sound }) => !ids.has(sound.id)),
      );
      for (const id of ids) {
        freeRow(entries.get(id));
        homes.delete(id);
        entries.delete(id);
      }
    },
  };
}

/** Numbers of the segments that a folder holds, in either copy. */
async function segmentNumbers(folder: string): Promise<number[]> {
  const names = (await unlessMissing(readdir(folder))) ?? [];
  const numbers = names.flatMap((name) => /^segment-(\d{4,9})\.json(?:\.bak)?$/.exec(name)?.[1] ?? []).map(Number);
  return [...new Set(numbers)].sort((a, b) => a - b);
}
