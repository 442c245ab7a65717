import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { type Adapter, Low } from 'lowdb';
import { unlessMissing } from '../../files/fs-errors.ts';
import { createMirroredFile, type Issue, type MirroredFile } from '../../files/mirrored-file.ts';
import { yieldToEventLoop } from '../../yield-to-event-loop.ts';
import { MAX_ADDED_AT_ONCE } from '../library.ts';
import type { Matrix } from '../matrix/matrix.ts';
import { type Entry, fromStored, moveVectorToMatrix, toStored } from './entry.ts';
import { decodeSegment, encodeSegment, type StoredSound } from './segment-format.ts';

/**
 * Maximum number of sounds in one file. One write adds all sounds that are added at once. A change rewrites one file (about
 * 300 kB), not the whole library.
 */
export const SEGMENT_SOUNDS = MAX_ADDED_AT_ONCE;

/**
 * All sounds of a library, in files of up to {@link SEGMENT_SOUNDS} sounds, which lowdb reads and writes.
 * The caller must wait for one change before it starts the next: concurrent changes would overwrite each other.
 * A change is durable when its promise resolves. If the promise rejects, nothing was changed.
 */
export interface Segments {
  /** Entries by sound id, in the order in which they were added. */
  readonly entries: ReadonlyMap<string, Entry>;
  /** Adds at most {@link SEGMENT_SOUNDS} entries, in one write. */
  addAll(entries: readonly Entry[]): Promise<void>;
  /** Returns the entries with these ids, grouped by file. Ids without an entry are skipped. */
  byFile(ids: Iterable<string>): readonly (readonly Entry[])[];
  /** Replaces stored entries of one file by the given entries with the same ids, in one write. */
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

/**
 * Content of the segments in memory. Each entry is in the data of one segment, in `segmentOf` and in `entries`. If the
 * vector of an entry is of the kind `row`, the matrix contains that row.
 */
interface State {
  readonly segments: Segment[];
  /** Segment of each sound, by sound id. */
  readonly segmentOf: Map<string, Segment>;
  readonly entries: Map<string, Entry>;
  nextNumber: number;
}

const ENTRIES_PER_TURN = 4096;

/** Reads all segments of a folder; a missing folder has none. @throws the reason of `closing` if it is aborted */
export async function openSegments(options: SegmentsOptions): Promise<Segments> {
  const { matrix } = options;
  const state = await readSegments(options);
  const { segments, segmentOf, entries } = state;

  const writeOrRestore = async (segment: Segment, data: Entry[]) => {
    const before = segment.data;
    segment.data = data;
    try {
      await segment.write();
    } catch (error) {
      segment.data = before;
      throw error;
    }
  };
  const segmentWithSpace = (count: number) => {
    const known = segments.find((segment) => segment.data.length + count <= SEGMENT_SOUNDS);
    if (known) return known;
    const added = createSegment(state.nextNumber, options);
    state.nextNumber++;
    segments.push(added);
    return added;
  };
  const commonSegment = (some: readonly Entry[]) => {
    const [segment, ...others] = new Set(some.map(({ sound }) => segmentOf.get(sound.id)));
    if (!segment || others.length > 0) throw new RangeError('expected entries of one segment');
    return segment;
  };
  const removeRow = (entry: Entry | undefined) => {
    if (entry?.vector.kind === 'row') matrix.remove(entry.vector.row);
  };
  /** Replaces `before` by `after` in the matrix and in `entries`. Returns `after` with its vector in the matrix. */
  const replaceEntry = (before: Entry, after: Entry) => {
    if (after.vector.kind === 'row') matrix.replaceItem(after.vector.row, after);
    else removeRow(before);
    const stored = moveVectorToMatrix(after, matrix);
    entries.set(after.sound.id, stored);
    return stored;
  };

  return {
    entries,
    async addAll(added) {
      const segment = segmentWithSpace(added.length);
      const before = segment.data;
      await writeOrRestore(segment, [...before, ...added]);
      const stored = added.map((entry) => moveVectorToMatrix(entry, matrix));
      segment.data = [...before, ...stored];
      for (const entry of stored) {
        segmentOf.set(entry.sound.id, segment);
        entries.set(entry.sound.id, entry);
      }
    },
    byFile(ids) {
      const groups = new Map<Segment, Entry[]>();
      for (const id of new Set(ids)) {
        const entry = entries.get(id);
        const segment = segmentOf.get(id);
        if (!entry || !segment) continue;
        const group = groups.get(segment);
        if (group) group.push(entry);
        else groups.set(segment, [entry]);
      }
      return [...groups.values()];
    },
    async replace(changed) {
      const segment = commonSegment(changed);
      const changedById = new Map(changed.map((entry) => [entry.sound.id, entry]));
      const old = segment.data;
      await writeOrRestore(
        segment,
        old.map((entry) => changedById.get(entry.sound.id) ?? entry),
      );
      segment.data = old.map((before) => {
        const after = changedById.get(before.sound.id);
        return after ? replaceEntry(before, after) : before;
      });
    },
    async remove(removed) {
      const segment = commonSegment(removed);
      const ids = new Set(removed.map(({ sound }) => sound.id));
      await writeOrRestore(
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

async function readSegments({ folder, matrix, report, closing }: SegmentsOptions): Promise<State> {
  const numbers = await segmentNumbers(folder);
  // Segments are numbered from 0 without gaps, so a gap shows that files are missing. A missing last file shows no
  // gap.
  const nextNumber = (numbers.at(-1) ?? -1) + 1;
  if (numbers.length < nextNumber)
    report({ file: folder, problem: 'segment files are missing, and their sounds with them' });
  const segments: Segment[] = [];
  const segmentOf = new Map<string, Segment>();
  const loaded: Entry[] = [];
  for (const number of numbers) {
    const segment = createSegment(number, { folder, matrix, report });
    closing.throwIfAborted();
    await segment.read();
    segments.push(segment);
    // A sound that is in two files, for example after a backup was restored, is used only from the first.
    const unseen = segment.data.filter(({ sound }) => !segmentOf.has(sound.id));
    segment.data = unseen.map((entry) => moveVectorToMatrix(entry, matrix));
    for (const entry of segment.data) {
      segmentOf.set(entry.sound.id, segment);
      loaded.push(entry);
    }
  }
  loaded.sort((a, b) => a.order - b.order);
  const entries = new Map<string, Entry>();
  for (const [index, entry] of loaded.entries()) {
    // Filling a map with 100,000 entries without a pause would block the thread.
    if (index % ENTRIES_PER_TURN === ENTRIES_PER_TURN - 1) await yieldToEventLoop();
    entries.set(entry.sound.id, entry);
  }
  return { segments, segmentOf, entries, nextNumber };
}

/** Creates the lowdb database of one segment. It has no data until it is read. */
function createSegment(
  number: number,
  { folder, matrix, report }: Pick<SegmentsOptions, 'folder' | 'matrix' | 'report'>,
): Segment {
  const stored = segmentFile(folder, number, report);
  const adapter: Adapter<Entry[]> = {
    async read() {
      return (await stored.read())?.map(fromStored) ?? null;
    },
    write: (entries) => stored.write(entries.map((entry) => toStored(entry, matrix))),
  };
  return new Low<Entry[]>(adapter, []);
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
