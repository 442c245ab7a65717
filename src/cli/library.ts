import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { reasons } from '../commands/shared/feature-text.ts';
import { labelOf } from '../commands/shared/labels.ts';
import type { Config } from '../config.ts';
import { type Comparison, type Engine, fileSize, isSilence, mayBeAudio } from '../engine/index.ts';
import { type ErrorKind, UserError } from '../errors.ts';
import { messagesFor } from '../i18n/index.ts';
import {
  type Libraries,
  type Library,
  openLibraries,
  type Quota,
  type Sound,
  type StorageOptions,
} from '../storage/index.ts';
import { listFiles } from './list-files.ts';
import { type Arguments, configFrom, existingFolder, required, UsageError } from './options.ts';
import { runFiles } from './run-files.ts';
import { withEngine } from './with-engine.ts';

/** Guild id of the only library in a folder that `add` and `search` use. */
const FOLDER_LIBRARY = '0';

/** Kinds of errors with which a file that is not called audio turns out to be none, or is none by its size. */
const NO_AUDIO: readonly ErrorKind[] = ['not-audio', 'too-short', 'too-large', 'not-found'];

type Match = Sound & Comparison & { readonly rank: number };

interface AddOptions {
  readonly label?: string | undefined;
  readonly quota?: Quota;
  /** Maximum size of a file, in bytes. */
  readonly maxBytes?: number;
}

/** `add FILE... --library DIR [--label TEXT]`: adds sounds to a library. */
export async function add(args: Arguments): Promise<boolean> {
  const dataDir = required(args.library, '--library DIR');
  if (args.files.length === 0) throw new UsageError('name at least one file');
  return withLibrary(configFrom(args), { store: 'lowdb', dataDir }, FOLDER_LIBRARY, ({ engine, library }) =>
    runFiles(args.files, (file) => addFile(engine, library, file, { label: args.label }), {
      done: (file, sound) =>
        args.json ? JSON.stringify({ file, ...sound }) : `${sound.label} added (${sound.seconds.toFixed(2)} s)`,
      json: args.json,
    }),
  );
}

/** `search FILE --library DIR [--top K]`, or `--text` instead of a file: prints the most similar sounds, best first. */
export async function search(args: Arguments): Promise<boolean> {
  const folder = required(args.library, '--library DIR');
  const { files, text } = args;
  if (files.length + (text === undefined ? 0 : 1) !== 1) throw new UsageError('name one file, or give --text');
  const config = configFrom(args);
  const dataDir = await existingFolder(folder);
  return withLibrary(config, { store: 'lowdb', dataDir }, FOLDER_LIBRARY, async ({ engine, library }) => {
    const [file] = files;
    const query = file === undefined ? await engine.embedText(text ?? '') : await engine.embed(file);
    const hits = await library.search(engine.query(query), { top: args.top });
    const matches = hits.flatMap(({ sound, score }, index): Match[] => {
      const embedding = library.embedding(sound.id);
      return embedding ? [{ rank: index + 1, ...sound, ...engine.compare(query, embedding), score }] : [];
    });
    const lines = args.json ? JSON.stringify(matches) : matches.map(matchLine).join('\n') || 'The library is empty.';
    process.stdout.write(`${lines}\n`);
    return true;
  });
}

/**
 * `import FOLDER --guild ID`: adds every audio file in a folder and its subfolders to the library of a server.
 * The content of a file decides whether it is audio. Files that are not are named as skipped, and are no failure. The
 * limits of the host and the quota of the server apply.
 */
export async function importFolder(args: Arguments): Promise<boolean> {
  const guildId = required(args.guild, '--guild ID');
  const [folder] = args.files;
  if (folder === undefined || args.files.length > 1) throw new UsageError('name one folder');
  const files = await listFiles(folder);
  const config = configFrom(args);
  const limits = { sounds: config.MAX_SOUNDS, bytes: config.MAX_LIBRARY_MB * 2 ** 20 };
  const storage = { store: config.STORE, dataDir: config.DATA_DIR, limits };
  return withLibrary(config, storage, guildId, async ({ engine, library, settings }) => {
    const { sounds, bytes } = await settings.read(guildId);
    const options = { quota: { sounds, bytes, soundsPerMember: null }, maxBytes: config.MAX_FILE_MB * 2 ** 20 };
    return runFiles(files, (file) => addFile(engine, library, file, options), {
      done: (file, sound) => (args.json ? JSON.stringify({ file, ...sound }) : `${sound.label} added`),
      isSkipped: (file, error) => !mayBeAudio(file) && NO_AUDIO.includes(error.kind),
      json: args.json,
    });
  });
}

interface OpenLibrary {
  readonly engine: Engine;
  readonly library: Library;
  readonly settings: Libraries['settings'];
}

/** Runs `task` with an engine and the library of one guild, and closes both afterwards. */
async function withLibrary<T>(
  config: Config,
  storage: StorageOptions,
  guildId: string,
  task: (open: OpenLibrary) => Promise<T>,
): Promise<T> {
  const libraries = await openLibraries(storage);
  try {
    const library = await libraries.open(guildId);
    return await withEngine(config, (engine) => task({ engine, library, settings: libraries.settings }));
  } finally {
    await libraries.close();
  }
}

/**
 * Analyzes a file and adds it to a library. The label follows the same rules as in Discord. Resolves once the sound is
 * on the disk.
 * @param file a path, as bytes if it may not be UTF-8
 * @throws UserError if the file is too large, cannot be analyzed, is silent or does not fit into the quota
 */
async function addFile(engine: Engine, library: Library, file: string | Buffer, options: AddOptions): Promise<Sound> {
  const { label = null, quota, maxBytes = Number.POSITIVE_INFINITY } = options;
  const bytes = await fileSize(file);
  if (bytes > maxBytes) throw new UserError({ code: 'fileTooLarge', bytes, maxBytes });
  const audio = await readFile(file);
  const embedding = await engine.embed(audio);
  if (isSilence(embedding)) throw new UserError({ code: 'soundSilent' });
  const fileName = basename(file.toString());
  const sound = {
    label: labelOf(label, fileName, messagesFor('en-US').common.untitled),
    tags: [],
    addedBy: { id: '0', name: 'command line' },
    messageUrl: null,
    fileName,
    embedding,
    audio,
  };
  return library.change((writer) => writer.add(sound, quota));
}

function matchLine(match: Match): string {
  const percent = `${Math.round(match.score * 100)} %`.padStart(5);
  return `${String(match.rank).padStart(3)}. ${percent}  ${match.label}\n            ${reasons(match, messagesFor('en-US'))}`;
}
