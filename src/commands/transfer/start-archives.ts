import { createPool } from '../../engine/workers/pool.ts';
import { siblingModule } from '../../engine/workers/sibling-module.ts';
import type { SoundWithAudio } from './archive.ts';
import type { UnpackedSound, Unpacking } from './archive.worker.ts';

/** Packs and unpacks archives in worker threads. */
export interface Archives {
  /**
   * Packs sounds into a zip file; see `packSounds`. The audio is transferred, so the caller loses it.
   * @throws the reason of `signal` if it is aborted
   */
  pack(sounds: readonly SoundWithAudio[], how?: ArchiveOptions): Promise<Uint8Array>;
  /**
   * Unpacks the sounds of an archive on the disk, up to `maxBytes` bytes in total, into files beside the archive.
   * The caller removes the files, whose paths begin with that of the archive, even if this fails.
   * @throws UserError as `openArchive` does
   */
  unpack(archive: string, how: ArchiveOptions & { readonly maxBytes: number }): Promise<readonly UnpackedSound[]>;
  close(): Promise<void>;
}

export interface ArchiveOptions {
  /** Queue lane of the job: the id of its server. The lanes are served in turn, so that no server delays the others. */
  readonly lane?: string;
  /** Aborts the packing or unpacking itself, not only the wait for its result. */
  readonly signal?: AbortSignal;
}

const SETTINGS = { threads: 1, maxWaiting: 50, timeoutMs: 120_000, idleMs: 60_000, heapMb: 256 } as const;

/** Creates one thread to pack and one to unpack. A thread starts with its first job and ends after an idle minute. */
export function startArchives(): Archives {
  const module = siblingModule(import.meta.url, 'archive.worker');
  const packing = createPool<readonly SoundWithAudio[], Uint8Array>({ ...SETTINGS, module, name: 'pack' });
  const unpacking = createPool<Unpacking, readonly UnpackedSound[]>({ ...SETTINGS, module, name: 'unpack' });
  return {
    async pack(sounds, how) {
      const own = sounds.map(({ sound, audio }) => ({ sound, audio: ownBytes(audio) }));
      return packing.run(own, { ...how, transfer: own.map(({ audio }) => audio.buffer) });
    },
    unpack: (archive, { maxBytes, ...how }) => unpacking.run({ archive, maxBytes }, how),
    async close() {
      await Promise.all([packing.close(), unpacking.close()]);
    },
  };
}

/** Returns the bytes in a buffer that can be transferred. Copies bytes that share a buffer with other data. */
function ownBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer } = bytes;
  if (buffer instanceof ArrayBuffer && buffer.byteLength === bytes.byteLength) return new Uint8Array(buffer);
  return new Uint8Array(bytes);
}
