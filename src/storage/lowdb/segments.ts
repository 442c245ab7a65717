import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { type Adapter, Low } from 'lowdb';
import { unlessMissing } from '../../files/fs-errors.ts';
import { createMirroredFile, type Issue, type MirroredFile } from '../../files/mirrored-file.ts';
import { yieldToEventLoop } from '../../yield-to-event-loop.ts';
import type { Matrix } from '../matrix/matrix.ts';
import { type Entry, fromStored, settle, toStored } from './entry.ts';
import { decodeSegment, encodeSegment, type StoredSound } from './segment-format.ts';

/** Maximum number of sounds in one file. A change rewrites one file (about 300 kB), not the whole library. */
export const SEGMENT_SOUNDS = 64;

/**
 * All sounds of a library, in files of up to {@link SEGMENT_SOUNDS} sounds, which lowdb reads and writes.
 * Only one change may run at a time. Each change is durable when it resolves, and changes nothing if it rejects.
 */
export interface Segments {
  /** Entries by sound id, in the order in which they were added. */
  readonly entries: ReadonlyMap<string, Entry>;
  add(entry: Entry): Promise<void>;
  /** Returns the entries with these ids, grouped by file. Ids without an entry are skipped. */
  byFile(ids: Iterable<string>): readonly (readonly Entry[])[];
  /** Replaces the entries of one file that have the same ids as these, in one write. */
  replace(entries: readonly Entry[]): Promise<void>;
  remove(entries: readonly Entry[]): Promise<void>;
}

export interface SegmentsOptions {
  readonly folder: string;
  readonly matrix: Matrix<Entry>;
  readonly report: (issue: Issue) => void;
  /** Signal that aborts when the store closes. After that, no further segment is read. */
  readonly closing: AbortSignal;
}

type Segment = Low<Entry[]>;

/** Reads all segments of a folder; a missing folder has none. @throws the reason of `closing` if it is aborted */
export async function openSegments({ folder, matrix, report, closing }: SegmentsOptions): Promise<Segments> {
  const openSegment = (number: number): Segment => {
    const stored = segmentFile(folder, number, report);
    const adapter: Adapter<Entry[]> = {
      async read() {
        return (await stored.read())?.map(fromStored) ?? null;
      },
      write: (entries) => stored.write(entries.map((entry) => toStored(entry, matrix))),
    };
    return new Low<Entry[]>(adapter, []);
  };

  const segments: Segment[] = [];
  const segmentOf = new Map<string, Segment>();
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
    // A sound that is in two files, for example after a backup was restored, is used only once.
    const unseen = segment.data.filter(({ sound }) => !segmentOf.has(sound.id));
    segment.data = unseen.map((entry) => settle(entry, matrix));
    for (const entry of segment.data) {
      segmentOf.set(entry.sound.id, segment);
      read.push(entry);
    }
  }
  read.sort((a, b) => a.order - b.order);
  const entries = new Map<string, Entry>();
  for (const [index, entry] of read.entries()) {
    // Filling a map with 100,000 entries without a pause would block the thread.
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
  const segmentWithSpace = () => {
    const known = segments.find((segment) => segment.data.length < SEGMENT_SOUNDS);
    if (known) return known;
    const added = openSegment(nextNumber);
    nextNumber++;
    segments.push(added);
    return added;
  };
  const commonSegment = (some: readonly Entry[]) => {
    const segment = segmentOf.get(some[0]?.sound.id ?? '');
    if (!segment || some.some(({ sound }) => segmentOf.get(sound.id) !== segment))
      throw new RangeError('these sounds are not of one segment');
    return segment;
  };
  const removeRow = (entry: Entry | undefined) => {
    if (entry?.vector.kind === 'row') matrix.remove(entry.vector.row);
  };

  return {
    entries,
    async add(entry) {
      const segment = segmentWithSpace();
      await write(segment, [...segment.data, entry]);
      const settled = settle(entry, matrix);
      segment.data = segment.data.with(-1, settled);
      segmentOf.set(entry.sound.id, segment);
      entries.set(entry.sound.id, settled);
    },
    byFile(ids) {
      const groups = new Map<Segment, Entry[]>();
      for (const id of new Set(ids)) {
        const [entry, segment] = [entries.get(id), segmentOf.get(id)];
        if (!entry || !segment) continue;
        const group = groups.get(segment);
        if (group) group.push(entry);
        else groups.set(segment, [entry]);
      }
      return [...groups.values()];
    },
    async replace(changed) {
      const segment = commonSegment(changed);
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
        else removeRow(before);
        const settled = settle(entry, matrix);
        entries.set(entry.sound.id, settled);
        return settled;
      });
    },
    async remove(removed) {
      const segment = commonSegment(removed);
      const ids = new Set(removed.map(({ sound }) => sound.id));
      await write(
        segment,
        segment.data.filter(({ sound }) => !ids.has(sound.id)),
      );
      for (const id of ids) {
        removeRow(entries.get(id));
        segmentOf.delete(id);
        entries.delete(id);
      }
    },
  };
}

/** Creates a segment file of a guild's folder, with its second copy. */
export function segmentFile(
  folder: string,
  number: number,
  report: (issue: Issue) => void,
): MirroredFile<StoredSound[]> {
  const file = path.join(folder, `segment-${String(number).padStart(4, '0')}.json`);
  const quarantine = path.join(folder, 'quarantine');
  return createMirroredFile({ file, encode: encodeSegment, decode: decodeSegment, quarantine, report });
}

/** Returns the numbers of the segments of which a folder has at least one copy, in ascending order. */
export async function segmentNumbers(folder: string): Promise<number[]> {
  const names = (await unlessMissing(readdir(folder))) ?? [];
  const numbers = names.flatMap((name) => /^segment-(\d{4,9})\.json(?:\.bak)?$/.exec(name)?.[1] ?? []).map(Number);
  return [...new Set(numbers)].sort((a, b) => a - b);
}
