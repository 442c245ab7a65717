import { openLibraries } from '../storage/index.ts';
import { addFile } from './add-file.ts';
import { parseArguments, required, UsageError } from './options.ts';
import { configured } from './configured.ts';
import { eachFile } from './run-files.ts';
import { withEngine } from './with-engine.ts';

/** A library folder of the command line holds one library; it goes by this id. */
export const FOLDER_LIBRARY = '0';

/** `add FILE... --library DIR [--label TEXT]`: puts sounds into a library. */
export async function add(argv: readonly string[]): Promise<boolean> {
  const args = parseArguments(argv, ['library', 'label']);
  const dataDir = required(args.library, '--library DIR');
  if (args.files.length === 0) throw new UsageError('name at least one file');
  const config = configured(args);
  const libraries = await openLibraries({ store: 'lowdb', dataDir });
  try {
    const library = await libraries.open(FOLDER_LIBRARY);
    return await withEngine(config, (engine) =>
      eachFile(args.files, (file) => addFile(engine, library, file, { label: args.label }), {
        done: (file, sound) =>
          args.json ? JSON.stringify({ file, ...sound }) : `${sound.label} added (${sound.seconds.toFixed(2)} s)`,
        json: args.json,
      }),
    );
  } finally {
    await libraries.close();
  }
}
