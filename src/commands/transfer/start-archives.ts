import { createPool, siblingModule } from '../../engine/workers/pool.ts';
import type { Kept, Packed } from './archive.ts';
import type { Unpacking } from './archive.worker.ts';

/** Packs and unpacks archives in threads of its own. What it is given is handed over: its bytes are gone afterwards. */
export interface Archives {
  /** A zip of these sounds; see `packSounds`. Rejects with the signal's reason where that fires. */
  pack(sounds: readonly Kept[], how?: ArchiveOptions): Promise<Uint8Array>;
  /** The sounds of an archive, `maxBytes` of them at the most; see `unpackSounds` for what is refused. */
  unpack(archive: Uint8Array, how: ArchiveOptions & { readonly maxBytes: number }): Promise<readonly Packed[]>;
  close(): Promise<void>;
}

export interface ArchiveOptions {
  /** Guilds take turns. */
  readonly lane?: string;
  /** Stops the work, not only the waiting for it. */
  readonly signal?: AbortSignal;
}

const SETTINGS = { threads: 1, maxWaiting: 50, timeoutMs: 120_000, idleMs: 60_000, heapMb: 256 } as const;

/** One thread that packs and one that unpacks; each starts with its first job and ends when it has none for a minute. */
export function startArchives(): Archives {
  const module = siblingModule(import.meta.url, 'archive.worker');
  const packing = createPool<readonly Kept[], Uint8Array>({ ...SETTINGS, module, name: 'pack' });
  const unpacking = createPool<Unpacking, readonly Packed[]>({ ...SETTINGS, module, name: 'unpack' });
  return {
    async pack(sounds, how) {
      const own = sounds.map(({ sound, audio }) => ({ sound, audio: ownBytes(audio) }));
      return packing.run(own, { ...how, transfer: own.map(({ audio }) => audio.buffer) });
    },
    async unpack(bytes, { maxBytes, ...how }) {
      const archive = ownBytes(bytes);
      return unpacking.run({ archive, maxBytes }, { ...how, transfer: [archive.buffer] });
    },
    async close() {
      await Promise.all([packing.close(), unpacking.close()]);
    },
  };
}

/** The same bytes in memory of their own, which can be handed over: of what Node lends a part, a copy. */
function ownBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer } = bytes;
  if (buffer instanceof ArrayBuffer && buffer.byteLength === bytes.byteLength) return new Uint8Array(buffer);
  return new Uint8Array(bytes);
}
