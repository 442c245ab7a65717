import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { findSameFile } from '../commands/shared/duplicate-detection.ts';
import { reasons } from '../commands/shared/feature-text.ts';
import { labelOf } from '../commands/shared/labels.ts';
import { offeredChange } from '../commands/shared/offered-change.ts';
import { relationText } from '../commands/shared/relation-text.ts';
import { storageOptions } from '../config.ts';
import { fileSize } from '../engine/decode/open-source.ts';
import { type Engine, isSilence } from '../engine/index.ts';
import type { Mix } from '../engine/mix.ts';
import { mayBeAudio } from '../engine/recognize-format.ts';
import { type ErrorKind, UserError } from '../errors.ts';
import { sha256 } from '../files/hash.ts';
import { messagesFor } from '../i18n/index.ts';
import { analyzeSound } from '../relations/analyze-sound.ts';
import { relateSound } from '../relations/relate-sound.ts';
import type { Library, Quota, Sound } from '../storage/index.ts';
import { filterFrom } from './filter-from.ts';
import { findByFile } from './find.ts';
import { listFiles } from './list-files.ts';
import { type Arguments, configFrom, existingFolder, required, UsageError } from './options.ts';
import { type RankedSound, rankSounds } from './rank-sounds.ts';
import { refreshAll } from './refresh-all.ts';
import { runFiles } from './run-files.ts';
import { soundJson } from './sound-json.ts';
import { FOLDER_LIBRARY, withEngineAndLibrary } from './with-library.ts';

/** Kinds of errors with which a file that is not called audio turns out to be none, or is none by its size. */
const NO_AUDIO: readonly ErrorKind[] = ['not-audio', 'too-short', 'too-large', 'not-found'];

interface AddOptions {
  readonly label?: string | undefined;
  readonly quota?: Quota;
  /** Maximum size of a file, in bytes. */
  readonly maxBytes?: number;
  /** Whether to add a file even if the library has the identical file. */
  readonly again?: boolean;
  /** Whether to take what the file says about the sound. */
  readonly metadata?: boolean;
}

/** The sound that was added, or the stored sound that has the identical file. */
type Added = { readonly added: Sound } | { readonly sameFile: Sound };

/** `add FILE... --library DIR [--label TEXT] [--again] [--metadata]`: adds sounds to a library. */
export async function add(args: Arguments): Promise<boolean> {
  const dataDir = required(args.library, '--library DIR');
  if (args.files.length === 0) throw new UsageError('name at least one file');
  return withEngineAndLibrary(configFrom(args), { store: 'lowdb', dataDir }, FOLDER_LIBRARY, ({ engine, library }) =>
    runFiles(
      args.files,
      (file) => addFile(engine, library, file, { label: args.label, again: args.again, metadata: args.metadata }),
      {
        done: (file, outcome) =>
          args.json ? addedJson(file, outcome) : addedLines(library, file, outcome, ' (--again adds it)'),
        json: args.json,
      },
    ),
  );
}

/**
 * `search FILE... --library DIR [--by KIND] [--top K] [--order plain] [--filter EXPRESSION]`, or `--text` instead of
 * files: prints the most similar sounds for each file, best first. KIND: what is compared, by default the whole sound.
 * `--like FILE [--share QUALITY]` and `--unlike FILE` mix each query with another file.
 * JSON is one document a line, in the order of the files.
 */
export async function search(args: Arguments): Promise<boolean> {
  const folder = required(args.library, '--library DIR');
  const { files, text, json, by, top, like, unlike } = args;
  if (files.length > 0 === (text !== undefined)) throw new UsageError('name one or more files, or give --text');
  if (text !== undefined && by !== 'sound') throw new UsageError('--by needs files: a text has no tune, beat or part');
  if ((like ?? unlike) !== undefined && by !== 'sound') throw new UsageError('--like and --unlike mix whole sounds');
  const filter = filterFrom(args);
  const config = configFrom(args);
  const dataDir = await existingFolder(folder);
  return withEngineAndLibrary(config, { store: 'lowdb', dataDir }, FOLDER_LIBRARY, async ({ engine, library }) => {
    // Sounds of an earlier version of the program have no descriptors and no search data, so that every filter and every
    // search by tune, beat or part would leave them out.
    const isComplete = (filter.terms.length === 0 && by === 'sound') || (await refreshAll(engine, library));
    const others: Mix = [
      ...(like === undefined
        ? []
        : [{ embedding: await engine.embed(like), role: 'like', quality: args.share ?? null } as const]),
      ...(unlike === undefined
        ? []
        : [{ embedding: await engine.embed(unlike), role: 'unlike', quality: null } as const]),
    ];
    const asLines = (matches: readonly RankedSound[]) =>
      json
        ? JSON.stringify(matches.map(soundJson))
        : matches.map(matchLine).join('\n') || (library.size > 0 ? 'No sound.' : 'The library is empty.');
    if (text !== undefined) {
      // The scores of a text are on another scale than those of the library's sounds with each other.
      const matches = await rankSounds(engine, library, await engine.embedText(text), {
        ...args,
        filter,
        order: 'plain',
        others,
      });
      process.stdout.write(`${asLines(matches)}\n`);
      return isComplete;
    }
    const find = async (file: string) =>
      by === 'sound'
        ? asLines(await rankSounds(engine, library, await engine.embed(file), { ...args, filter, others }))
        : findByFile(engine, library, file, { by, top, json, filter });
    const titled = (file: string, lines: string) => (files.length > 1 && !json ? `${file}:\n${lines}` : lines);
    const areFound = await runFiles(files, find, { done: titled, json });
    return areFound && isComplete;
  });
}

/**
 * `import FOLDER --guild ID [--metadata]`: adds every audio file in a folder and its subfolders to the library of a server.
 * The content of a file decides whether it is audio. Files that are not are named as skipped, and are no failure. The
 * limits of the host and the quota of the server apply.
 */
export async function importFolder(args: Arguments): Promise<boolean> {
  const guildId = required(args.guild, '--guild ID');
  const [folder] = args.files;
  if (folder === undefined || args.files.length > 1) throw new UsageError('name one folder');
  const files = await listFiles(await existingFolder(folder));
  const config = configFrom(args);
  return withEngineAndLibrary(config, storageOptions(config), guildId, async ({ engine, library, settings }) => {
    const { sounds, bytes } = await settings.read(guildId);
    const quota = { sounds, bytes, soundsPerMember: null };
    const options = { quota, maxBytes: config.MAX_FILE_MB * 2 ** 20, metadata: args.metadata };
    return runFiles(files, (file) => addFile(engine, library, file, options), {
      done: (file, outcome) => (args.json ? addedJson(file, outcome) : addedLines(library, file, outcome)),
      isSkipped: (file, error) => !mayBeAudio(file) && NO_AUDIO.includes(error.kind),
      json: args.json,
    });
  });
}

/**
 * Analyzes a file and adds it to a library, unless the library has the identical file. The label follows the same rules
 * as in Discord. Resolves once the sound is on the disk.
 * @param file a path, as bytes if it may not be UTF-8
 * @throws UserError if the file is too large, cannot be analyzed, is silent or does not fit into the quota
 */
async function addFile(engine: Engine, library: Library, file: string | Buffer, options: AddOptions): Promise<Added> {
  const { label = null, quota, maxBytes = Number.POSITIVE_INFINITY, again = false } = options;
  const bytes = await fileSize(file);
  if (bytes > maxBytes) throw new UserError({ code: 'fileTooLarge', bytes, maxBytes });
  const audio = await readFile(file);
  const hash = await sha256(audio);
  const known = () => (again ? undefined : findSameFile(library, hash));
  const sameFile = known();
  if (sameFile) return { sameFile };
  const lane = library.guildId;
  const analyzed = await analyzeSound(engine, audio, { lane });
  if (isSilence(analyzed.embedding)) throw new UserError({ code: 'soundSilent' });
  const fileName = basename(file.toString());
  const sound = {
    label: labelOf(label, fileName, messagesFor('en-US').common.untitled),
    tags: [],
    addedBy: { id: '0', name: 'command line' },
    messageUrl: null,
    fileName,
    hash,
    audio,
    embedding: analyzed.embedding,
    searchData: analyzed.searchData,
    descriptors: analyzed.descriptors,
  };
  const metadata = options.metadata === true ? await engine.metadata(audio, { lane }) : null;
  const bare = { ...sound, license: null, source: null, stated: null };
  const stated = metadata ? offeredChange(bare, metadata, messagesFor('en-US')) : null;
  return relateSound(
    engine,
    library,
    analyzed,
    async (writer, compared) => {
      const addedMeanwhile = known();
      if (addedMeanwhile) return { sameFile: addedMeanwhile };
      return { added: await writer.add({ ...sound, ...stated, compared }, quota) };
    },
    { lane },
  );
}

function addedJson(file: string, outcome: Added): string {
  if ('added' in outcome) return JSON.stringify({ file, ...soundJson(outcome.added) });
  const { id, label, fileName } = outcome.sameFile;
  return JSON.stringify({ file, sameFile: { id, label, fileName } });
}

/**
 * Returns a line about an added file, and one about each sound to which it is related.
 * @param remedy what the command offers for an identical file
 */
function addedLines(library: Library, file: string, outcome: Added, remedy = ''): string {
  if ('sameFile' in outcome)
    return `${file}: not added, it is exactly the same file as ${outcome.sameFile.label}${remedy}`;
  const { label, seconds, relations } = outcome.added;
  const related = (relations?.found ?? []).flatMap((relation) => {
    const other = library.get(relation.id);
    return other ? `  ${relationText(relation, { a: label, b: other.label }, messagesFor('en-US'))}` : [];
  });
  return [`${label} added (${seconds.toFixed(2)} s)`, ...related].join('\n');
}

function matchLine(match: RankedSound): string {
  const messages = messagesFor('en-US');
  const percent = messages.format.percent(match.score).padStart(4);
  return `${String(match.rank).padStart(3)}. ${percent}  ${match.label}\n           ${reasons(match, messages)}`;
}
