import { soundTable } from '../commands/transfer/sound-table.ts';
import { matchFilter } from '../filter/match-filter.ts';
import { sortSounds } from '../filter/sort-sounds.ts';
import type { Sound } from '../storage/index.ts';
import { descriptorsLine } from './describe.ts';
import { filterFrom } from './filter-from.ts';
import { type Arguments, configFrom, existingFolder, required, UsageError } from './options.ts';
import { refreshAll } from './refresh-all.ts';
import { soundJson } from './sound-json.ts';
import { FOLDER_LIBRARY, withEngineAndLibrary } from './with-library.ts';

/**
 * `list --library DIR [--filter EXPRESSION] [--csv]`: prints the sounds of a library with their descriptors, oldest first unless
 * the filter sorts them. JSON is one document a line. Sounds of an earlier version of the program are measured first.
 */
export async function list(args: Arguments): Promise<boolean> {
  if (args.files.length > 0) throw new UsageError('name no file: the sounds of the library are listed');
  const filter = filterFrom(args);
  const dataDir = await existingFolder(required(args.library, '--library DIR'));
  const config = { ...configFrom(args), CLAP: 'off' as const };
  return withEngineAndLibrary(config, { store: 'lowdb', dataDir }, FOLDER_LIBRARY, async ({ engine, library }) => {
    const isComplete = await refreshAll(engine, library);
    const found = library.list().filter(matchFilter(filter));
    const sounds = filter.sort ? sortSounds(found, filter.sort, (sound) => sound) : found;
    if (args.csv) process.stdout.write(soundTable(sounds, 'csv'));
    else for (const sound of sounds) process.stdout.write(`${args.json ? jsonLine(sound) : textLine(sound)}\n`);
    if (sounds.length === 0 && !args.json && !args.csv) process.stdout.write('No sound.\n');
    return isComplete;
  });
}

function jsonLine(sound: Sound): string {
  const { relations: _, ...printed } = soundJson(sound);
  return JSON.stringify(printed);
}

function textLine({ label, tags, descriptors }: Sound): string {
  const tagged = tags.length > 0 ? ` [${tags.join(', ')}]` : '';
  return `${label}${tagged}: ${descriptors ? descriptorsLine(descriptors) : 'not measured'}`;
}
