import { basename } from 'node:path';
import { sayError, UserError } from '../../errors.ts';
import { type Messages, messagesFor } from '../../i18n/index.ts';
import type { Library } from '../../storage/library.ts';
import { addUnlessHere } from '../add/add-if-new.ts';
import type { App, RemoteFile } from '../app.ts';
import type { Modal, Slash } from '../command.ts';
import { labelOf, MAX_TAGS, tagsOf } from '../shared/labels.ts';
import type { Actor } from '../shared/permissions.ts';
import { doWork } from '../shared/reply.ts';
import type { Work } from '../shared/tasks.ts';
import { literal } from '../shared/text.ts';
import type { Packed } from './archive.ts';
import type { ArchiveOptions } from './start-archives.ts';

/** Bytes that an archive may unpack to. */
const MAX_UNPACKED = 100 * 2 ** 20;
/** Files that are named where they could not be taken. */
const NAMED = 5;

/** Adds the sounds of archives and of audio files, leaves out what is here already, and tells how many there were. */
export async function importFiles(interaction: Slash | Modal, app: App, files: readonly RemoteFile[]): Promise<void> {
  const messages = messagesFor(interaction.locale);
  const library = await app.libraries.open(interaction.guildId);
  const names = files.map(({ name }) => name);
  const tally: Tally = { added: 0, known: 0, refused: [], ended: null };
  await doWork(interaction, app, names, async (work) => {
    const how: How = { actor: interaction, work, tally, messages };
    try {
      await app.rateLimiter.run(interaction.user.id, async () => {
        for (const file of files) await importFile(app, library, file, { ...how, alone: files.length === 1 });
      });
    } catch (error) {
      // What was added by then stays: the same files can be sent again, and go on where this one ended.
      const isToldWhy = error instanceof UserError && error.kind !== 'cancelled' && tally.added > 0;
      if (!work.signal.aborted && !isToldWhy) throw error;
      tally.ended = isToldWhy ? sayError(messages.errors, error) : messages.importing.again;
    }
    return { content: summary(tally, messages), components: [] };
  });
}

interface Tally {
  added: number;
  /** Sounds that were here already. */
  known: number;
  /** Files that could not be taken, and why. */
  readonly refused: string[];
  /** Why it ended early; null where it did not. */
  ended: string | null;
}

interface How {
  readonly actor: Actor;
  readonly work: Work;
  readonly tally: Tally;
  readonly messages: Messages;
}

async function importFile(
  app: App,
  library: Library,
  file: RemoteFile,
  { alone, ...how }: How & { readonly alone: boolean },
): Promise<void> {
  const { work, tally, messages } = how;
  try {
    work.progress.show('downloading');
    const sounds = await soundsOf(app, file, { signal: work.signal, lane: library.guildId });
    for (const [index, sound] of sounds.entries()) {
      work.progress.show('listening', messages.common.part(index + 1, sounds.length));
      await importOne(app, library, sound, how);
    }
  } catch (error) {
    // One bad file of several does not keep the others out.
    if (alone || !(error instanceof UserError) || error.scope !== 'file') throw error;
    tally.refused.push(`${literal(file.name, 60)}: ${sayError(messages.errors, error)}`);
  }
}

async function soundsOf(app: App, file: RemoteFile, how: Required<ArchiveOptions>): Promise<readonly Packed[]> {
  const bytes = await app.download(file, how.signal);
  if (/\.zip$/i.test(file.name)) return app.archives.unpack(bytes, { ...how, maxBytes: MAX_UNPACKED });
  return [{ file: file.name, label: '', tags: [], audio: bytes }];
}

async function importOne(app: App, library: Library, sound: Packed, { actor, work, tally, messages }: How) {
  const { signal } = work;
  signal.throwIfAborted();
  try {
    const embedding = await app.engine.embed(sound.audio, { signal, lane: library.guildId });
    const addition = { ...namingOf(sound, messages.common), embedding, messageUrl: null, audio: sound.audio };
    // The very same file again is no news; what only sounds alike is for people to judge, with /duplicates.
    const result = await addUnlessHere(app, library, actor, addition, ({ score }) => score === 1);
    if ('twin' in result) tally.known += 1;
    else tally.added += 1;
  } catch (error) {
    if (!(error instanceof UserError) || error.scope !== 'file') throw error;
    tally.refused.push(`${literal(basename(sound.file), 60)}: ${sayError(messages.errors, error)}`);
  }
}

function namingOf({ file, label, tags, audio }: Packed, { untitled }: Messages['common']) {
  const name = basename(file).replace(/^[a-z0-9]{20}-/, '');
  return {
    label: labelOf(label, name, untitled),
    tags: tagsOf(tags.slice(0, MAX_TAGS).join()).slice(0, MAX_TAGS),
    file: { url: '', name, size: audio.length },
  };
}

function summary({ added, known, refused, ended }: Tally, { importing: say, common }: Messages): string {
  const lines = [ended === null ? say.done(added) : say.stopped(added)];
  if (known > 0) lines.push(say.known(known));
  if (ended !== null) lines.push(ended);
  if (refused.length > 0) lines.push(say.notTaken, ...refused.slice(0, NAMED));
  if (refused.length > NAMED) lines.push(common.andMore(refused.length - NAMED));
  return lines.join('\n');
}
