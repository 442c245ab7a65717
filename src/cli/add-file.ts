import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import type { Engine } from '../engine/index.ts';
import type { Library, Sound } from '../storage/index.ts';

/** Listens to a file and puts it into a library; resolves once that is durable. */
export async function addFile(engine: Engine, library: Library, file: string, label?: string): Promise<Sound> {
  const audio = await readFile(file);
  const embedding = await engine.embed(audio);
  const fileName = basename(file);
  return library.add({
    label: label ?? basename(file, extname(file)),
    tags: [],
    addedBy: { id: '0', name: 'command line' },
    messageUrl: null,
    fileName,
    embedding,
    audio,
  });
}
