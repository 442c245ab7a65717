import { OperatorError } from '../errors.ts';
import type { Library, Sound } from '../storage/index.ts';
import { type Arguments, existingFolder, required, UsageError } from './options.ts';
import { soundJson } from './sound-json.ts';
import { FOLDER_LIBRARY, withLibrary } from './with-library.ts';

/** `remove NAME --library DIR`: removes the sound with this label, file name or id. */
export async function remove(args: Arguments): Promise<boolean> {
  const dataDir = await existingFolder(required(args.library, '--library DIR'));
  const [name] = args.files;
  if (name === undefined || args.files.length > 1) throw new UsageError('name one sound: its label, file name or id');
  return withLibrary({ store: 'lowdb', dataDir }, FOLDER_LIBRARY, async ({ library }) => {
    const sound = namedSound(library, name);
    await library.change((writer) => writer.remove([sound.id]));
    process.stdout.write(`${args.json ? JSON.stringify(soundJson(sound)) : `${sound.label} removed`}\n`);
    return true;
  });
}

/** Returns the only sound with a name. @throws OperatorError if there is none, or if several have it */
export function namedSound(library: Library, name: string): Sound {
  const named = library.list().filter(({ id, label, fileName }) => [id, label, fileName].includes(name));
  const [sound, ...others] = named;
  if (!sound) throw new OperatorError('not-found', `There is no sound "${name}".`);
  if (others.length === 0) return sound;
  const lines = named.map(({ id, label, fileName }) => `  ${id}  ${label} (${fileName})`);
  throw new OperatorError(
    'usage',
    `${named.length} sounds are named "${name}". Give the id of one:\n${lines.join('\n')}`,
  );
}
