import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openLibraries } from '../storage/index.ts';
import { addFile } from './add-file.ts';
import { parseArguments, required, UsageError } from './arguments.ts';
import { configured } from './configured.ts';
import { eachFile } from './each-file.ts';
import { withEngine } from './with-engine.ts';

const AUDIO = /\.(wav|mp3|ogg|oga|opus|flac|m4a|mp4|aac|aif|aiff|webm|wma)$/i;

/** `import FOLDER --guild ID`: puts every audio file below a folder into a server's library, within the host's limits and its own. */
export async function importFolder(argv: readonly string[]): Promise<boolean> {
  const args = parseArguments(argv, ['guild', 'data']);
  const guild = required(args.guild, '--guild ID');
  const folder = args.files[0];
  if (folder === undefined || args.files.length > 1) throw new UsageError('name one folder');
  const files = (await readdir(folder, { recursive: true })).filter((name) => AUDIO.test(name)).sort();
  const config = configured(args);
  const libraries = await openLibraries({
    store: config.STORE,
    dataDir: config.DATA_DIR,
    limits: { sounds: config.MAX_SOUNDS, bytes: config.MAX_LIBRARY_MB * 2 ** 20 },
  });
  try {
    const library = await libraries.open(guild);
    const { sounds, bytes } = await libraries.settings.read(guild);
    const limits = { quota: { sounds, bytes, soundsPerMember: null }, maxBytes: config.MAX_FILE_MB * 2 ** 20 };
    return await withEngine(config, (engine) =>
      eachFile(
        files.map((name) => join(folder, name)),
        (file) => addFile(engine, library, file, limits),
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
