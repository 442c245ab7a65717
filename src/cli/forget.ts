import { join, resolve } from 'node:path';
import { eraseFavorites } from '../commands/library/favorites.ts';
import { openQuestions } from '../commands/shared/questions.ts';
import { storageOptions } from '../config.ts';
import { type Libraries, openLibraries } from '../storage/index.ts';
import { eraseFromQuarantine } from '../storage/lowdb/erase-from-quarantine.ts';
import { describeFailure } from './describe-failure.ts';
import { type Arguments, configFrom, existingFolder, required } from './options.ts';

/** What was erased of a member in the library of one server. */
interface Erased {
  readonly guild: string;
  readonly sounds: number;
  readonly quarantined: number;
  /** Number of messages of the bot with the member's audio that the bot's list had. The messages stay in Discord. */
  readonly messages: number;
  /** Number of audio files in quarantine without a record, which may be anybody's. */
  readonly unknown: number;
}

/**
 * `forget --user ID`: erases all data of a member in all libraries, those in quarantine included. Returns false if the
 * data could not be erased from a library; the other libraries are erased from all the same.
 */
export async function forget(args: Arguments): Promise<boolean> {
  const memberId = required(args.user, '--user ID');
  const config = configFrom(args);
  const dataDir = config.STORE === 'lowdb' ? await existingFolder(config.DATA_DIR) : config.DATA_DIR;
  const libraries = await openLibraries({ ...storageOptions(config), dataDir });
  const erased: Erased[] = [];
  let isComplete = true;
  try {
    const questions = await (await openQuestions(dataDir)).forget(memberId);
    // Files are locked, so that no bot is running. A database is not.
    if (questions > 0 && config.STORE === 'postgres')
      process.stderr.write(`A bot that is running keeps ${questions} questions to the member for at most a day.
`);
    for (const guild of await libraries.guilds()) {
      try {
        erased.push(await eraseIn(libraries, { guild, memberId, dataDir }));
      } catch (error) {
        isComplete = false;
        process.stderr.write(`${guild}: not erased: ${describeFailure(error)}\n`);
      }
    }
  } finally {
    await libraries.close();
  }
  if (args.json) process.stdout.write(`${JSON.stringify(erased)}\n`);
  else process.stdout.write(erased.map((each) => `${lineOf(each)}\n`).join(''));
  // A host who forgets `--data` must not believe that the member is erased.
  if (erased.length === 0 && isComplete)
    process.stderr.write(`There is no library in ${config.STORE === 'lowdb' ? resolve(dataDir) : 'the database'}.\n`);
  return isComplete;
}

interface EraseOptions {
  readonly guild: string;
  readonly memberId: string;
  readonly dataDir: string;
}

async function eraseIn(libraries: Libraries, { guild, memberId, dataDir }: EraseOptions): Promise<Erased> {
  const library = await libraries.open(guild, { briefly: true });
  const own = library.list().filter((sound) => sound.addedBy.id === memberId || sound.messageAuthorId === memberId);
  await library.change(async (writer) => {
    await writer.remove(own.map(({ id }) => id));
    await eraseFavorites(library, writer, memberId);
  });
  const messages = await libraries.messages.of(guild, memberId);
  await libraries.messages.remove(guild, messages);
  const quarantine = join(dataDir, 'guilds', guild, 'quarantine');
  const { removed, unknown } = await eraseFromQuarantine(quarantine, memberId);
  return { guild, sounds: own.length, quarantined: removed, messages: messages.length, unknown };
}

function lineOf({ guild, sounds, quarantined, messages, unknown }: Erased): string {
  const parts = [`${sounds} sounds`, `${quarantined} entries and files in quarantine`];
  if (messages > 0) parts.push(`the list of ${messages} messages of the bot, which stay in Discord`);
  const open = unknown > 0 ? `; ${unknown} audio files in quarantine have no record, so their owner is unknown` : '';
  return `${guild}: erased ${parts.join(', ')}${open}`;
}
