import { findPath } from '../commands/path/find-path.ts';
import { OperatorError } from '../errors.ts';
import { type Arguments, configFrom, existingFolder, required, UsageError } from './options.ts';
import { refreshAll } from './refresh-all.ts';
import { namedSound } from './remove.ts';
import { soundJson } from './sound-json.ts';
import { FOLDER_LIBRARY, withEngineAndLibrary } from './with-library.ts';

/** `path A B --library DIR [--steps N]`: prints sounds that lead from one sound of a library to another, each similar to the next. */
export async function path(args: Arguments): Promise<boolean> {
  const dataDir = await existingFolder(required(args.library, '--library DIR'));
  const [from, to] = args.files;
  if (from === undefined || to === undefined || args.files.length > 2) throw new UsageError('name two sounds');
  return withEngineAndLibrary(configFrom(args), { store: 'lowdb', dataDir }, FOLDER_LIBRARY, async (opened) => {
    const { engine, library } = opened;
    const isComplete = await refreshAll(engine, library);
    const [first, last] = [from, to].map((name) => {
      const sound = namedSound(library, name);
      const embedding = library.embedding(sound.id);
      if (!embedding) throw new OperatorError('not-found', `The sound "${name}" could not be analyzed.`);
      return { sound, embedding };
    });
    if (!first || !last || first.sound === last.sound) throw new UsageError('name two different sounds');
    const sounds = await findPath(engine, library, first, last, args.steps);
    for (const sound of sounds) process.stdout.write(`${args.json ? JSON.stringify(soundJson(sound)) : sound.label}\n`);
    return isComplete;
  });
}
