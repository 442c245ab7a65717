import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openLibraries } from '../storage/index.ts';
import { addFile } from './add-file.ts';
import { parseArguments, required, UsageError, withEngine } from './arguments.ts';
import { eachFile } from './each-file.ts';

const AUDIO = /\.(wav|mp3|ogg|oga|opus|flac|m4a|mp4|aac|aif|aiff|webm|wma)$/i;

/** `import FOLDER --guild ID`: puts every audio file below a folder into a server's library. */
export async function importFolder(argv: readonly string[]): Promise<boolean> {
  const args = parseArguments(argv, ['guild', 'data']);
  const guild = required(args.guild, '--guild ID');
  const folder = args.files[0];
  if (folder === undefined || args.files.length > 1) throw new UsageError('name one folder');
  const files = (await readdir(folder, { recursive: true })).filter((name) => AUDIO.test(name)).sort();
  const libraries = await openLibraries({ store: 'lowdb', dataDir: args.data });
  try {
    const library = await libraries.open(guild);
    return await withEngine(args, (engine) =>
      eachFile(
        files.map((name) => join(folder, name)),
        (file) => addFile(engine, library, file),
        {
          done: (file, sound) => (args.json ? JSON.stringify({ file, ...sound }) : `${sound.label} added`),
          json: args.json,
        },
      ),
    );
  } finally {
    await libraries.close();
  }
}
