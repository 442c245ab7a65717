import { basename } from 'node:path';
import { ApplicationCommandOptionType, MessageFlags, type User } from 'discord.js';
import { sayError, UserError } from '../errors.ts';
import type { Library } from '../storage/library.ts';
import { addSound } from './add-sound.ts';
import { type Packed, unpackSounds } from './archive.ts';
import type { App, Command } from './command.ts';
import { FOR_MANAGERS } from './guild-only.ts';
import { remoteFile } from './hear.ts';
import { labelOf, MAX_TAGS, tagsOf } from './labels.ts';
import { described } from './messages/described.ts';
import { type Messages, messagesFor } from './messages/index.ts';
import { literal } from './replies/text.ts';
import { findTwin } from './twins.ts';
import { startWork } from './work.ts';

/** Bytes that an archive may unpack to. */
const MAX_UNPACKED = 100 * 2 ** 20;
/** Files that are named where they could not be taken. */
const NAMED = 5;

export const importLibrary = {
  data: {
    ...FOR_MANAGERS,
    name: 'import',
    ...described((m) => m.importing.description),
    options: [
      {
        type: ApplicationCommandOptionType.Attachment,
        name: 'archive',
        ...described((m) => m.importing.archive),
        required: true,
        file_types: ['.zip'],
      },
    ],
  },
  adds: true,

  async run(interaction, app) {
    const messages = messagesFor(interaction.locale);
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const library = await app.libraries.open(interaction.guildId);
    const work = startWork(interaction, app);
    work.progress.show('downloading');
    const tally: Tally = { added: 0, known: 0, refused: [], ended: false };
    try {
      await app.turns.take(interaction.user.id, async () => {
        const archive = remoteFile(interaction.options.getAttachment('archive', true));
        const sounds = unpackSounds(await app.download(archive, work.signal), MAX_UNPACKED);
        for (const [index, sound] of sounds.entries()) {
          work.progress.show('listening', messages.common.part(index + 1, sounds.length));
          await importOne(app, library, sound, { user: interaction.user, signal: work.signal, tally, messages });
        }
      });
    } catch (error) {
      // What was added by then stays: the archive can be sent again, and goes on where this one ended.
      if (!work.signal.aborted) throw error;
      tally.ended = true;
    } finally {
      await work.progress.done();
    }
    await interaction.editReply({ content: summary(tally, messages), components: [] });
  },
} satisfies Command;

interface Tally {
  added: number;
  /** Sounds that were here already. */
  known: number;
  /** Files that could not be taken, and why. */
  readonly refused: string[];
  /** Whether it was cancelled, or took too long. */
  ended: boolean;
}

async function importOne(
  app: App,
  library: Library,
  sound: Packed,
  { user, signal, tally, messages }: { user: User; signal: AbortSignal; tally: Tally; messages: Messages },
): Promise<void> {
  signal.throwIfAborted();
  try {
    const embedding = await app.engine.embed(sound.audio, { signal, lane: library.guildId });
    const twin = await findTwin(app.engine, library, { audio: sound.audio, embedding });
    // The very same file again is no news; what only sounds alike is for people to judge, with /duplicates.
    if (twin?.score === 1) tally.known += 1;
    else {
      await addSound(app, library, user, {
        ...namingOf(sound, messages.common),
        embedding,
        messageUrl: null,
        audio: sound.audio,
      });
      tally.added += 1;
    }
  } catch (error) {
    if (!(error instanceof UserError) || error.kind === 'busy' || error.kind === 'limit') throw error;
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
  const lines = [ended ? say.stopped(added) : say.done(added)];
  if (known > 0) lines.push(say.known(known));
  if (ended) lines.push(say.again);
  if (refused.length > 0) lines.push(say.notTaken, ...refused.slice(0, NAMED));
  if (refused.length > NAMED) lines.push(common.andMore(refused.length - NAMED));
  return lines.join('\n');
}
