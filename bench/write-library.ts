import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pack } from '../src/engine/embedding.ts';
import type { Fingerprint } from '../src/engine/index.ts';
import type { Relations } from '../src/storage/library.ts';
import { encodeDerived } from '../src/storage/lowdb/derived-files.ts';
import { encodeSegment, type StoredSound, vectorToText } from '../src/storage/lowdb/segment-format.ts';
import { SEGMENT_SOUNDS } from '../src/storage/lowdb/segments.ts';
import { newSound } from '../tests/storage/helpers/sounds.ts';

export interface LibraryContent {
  /** Returns the relations of the sound at a position in the library. By default, no sound has been compared yet. */
  readonly relations?: (order: number) => Relations;
  /** Returns the fingerprint of the sound at a position in the library. By default, no sound has a fingerprint. */
  readonly fingerprint?: (order: number) => Fingerprint;
  /** Returns the tags of the sound at a position in the library. */
  readonly tags?: (order: number) => readonly string[];
  /** Engine version of the embeddings. By default, the version of the embeddings that the tests generate. */
  readonly version?: string;
}

/** Writes the files of a library of `size` sounds directly. To add 100,000 sounds one by one would take too long. */
export async function writeLibrary(folder: string, size: number, content: LibraryContent = {}): Promise<void> {
  const { fingerprint } = content;
  await mkdir(path.join(folder, 'fingerprints'), { recursive: true });
  for (let first = 0; first < size; first += SEGMENT_SOUNDS) {
    const orders = Array.from({ length: Math.min(SEGMENT_SOUNDS, size - first) }, (_, index) => first + index);
    const bytes = encodeSegment(orders.map((order) => storedSound(order, content)));
    const file = path.join(folder, `segment-${String(first / SEGMENT_SOUNDS).padStart(4, '0')}.json`);
    await Promise.all([writeFile(file, bytes), writeFile(`${file}.bak`, bytes)]);
    if (!fingerprint) continue;
    for (const order of orders)
      await writeFile(path.join(folder, 'fingerprints', idOf(order)), encodeDerived(fingerprint(order)));
  }
}

/** Returns the id of the sound at a position in the library that `writeLibrary` writes. */
export function idOf(order: number): string {
  return order.toString(16).padStart(20, '0');
}

function storedSound(order: number, { relations, tags, version }: LibraryContent): StoredSound {
  const { label, addedBy, messageUrl, fileName, embedding, audio, tags: newTags } = newSound(order);
  return {
    order,
    sound: {
      id: idOf(order),
      label,
      tags: [...(tags?.(order) ?? newTags)],
      addedBy,
      addedAt: new Date(order * 1000).toISOString(),
      messageUrl,
      messageAuthorId: null,
      favoredBy: [],
      license: null,
      source: null,
      stated: null,
      collections: [],
      plays: 0,
      seconds: embedding.seconds,
      fileName,
      bytes: 'path' in audio ? audio.bytes : audio.length,
      hash: order.toString(16).padStart(64, '0'),
      version: version ?? embedding.version,
      clapModel: embedding.clapModel,
      relations: relations?.(order) ?? null,
      descriptors: null,
    },
    extension: 'wav',
    ...vectorToText(pack(embedding), true),
  };
}
