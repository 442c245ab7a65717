import { reasons } from '../commands/shared/features.ts';
import type { Comparison, Engine } from '../engine/index.ts';
import { messagesFor } from '../i18n/index.ts';
import type { Sound } from '../storage/index.ts';
import { openLibraries } from '../storage/index.ts';
import { FOLDER_LIBRARY } from './add.ts';
import { type Arguments, parseArguments, required, UsageError } from './arguments.ts';
import { configured } from './configured.ts';
import { existingFolder } from './existing-folder.ts';
import { withEngine } from './with-engine.ts';

type Match = Sound & Comparison & { readonly rank: number };

/** `search FILE --library DIR [--top K]`, or `--text` in the place of a file: the most similar sounds, best first. */
export async function search(argv: readonly string[]): Promise<boolean> {
  const args = parseArguments(argv, ['library', 'text', 'top']);
  const named = required(args.library, '--library DIR');
  if (args.files.length + (args.text === undefined ? 0 : 1) !== 1)
    throw new UsageError('name one file, or give --text');
  const config = configured(args);
  const dataDir = await existingFolder(named);
  const matches = await withEngine(config, (engine) => find(engine, dataDir, args));
  const text = args.json ? JSON.stringify(matches) : matches.map(matchLine).join('\n') || 'The library is empty.';
  process.stdout.write(`${text}\n`);
  return true;
}

async function find(engine: Engine, dataDir: string, args: Arguments): Promise<readonly Match[]> {
  const libraries = await openLibraries({ store: 'lowdb', dataDir });
  try {
    const library = await libraries.open(FOLDER_LIBRARY);
    const [file] = args.files;
    const query = file === undefined ? await engine.embedText(args.text ?? '') : await engine.embed(file);
    const hits = await library.search(engine.query(query), { top: args.top });
    return hits.flatMap(({ sound, score }, index) => {
      const embedding = library.embedding(sound.id);
      return embedding ? [{ rank: index + 1, ...sound, ...engine.compare(query, embedding), score }] : [];
    });
  } finally {
    await libraries.close();
  }
}

function matchLine(match: Match): string {
  const percent = `${Math.round(match.score * 100)} %`.padStart(5);
  return `${String(match.rank).padStart(3)}. ${percent}  ${match.label}\n            ${reasons(match, messagesFor('en-US'))}`;
}
