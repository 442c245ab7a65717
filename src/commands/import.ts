import { basename } from 'node:path';
import { ApplicationCommandOptionType, MessageFlags, type User } from 'discord.js';
import { UserError } from '../errors.ts';
import type { Library } from '../storage/library.ts';
import { addSound } from './add-sound.ts';
import { type Packed, unpackSounds } from './archive.ts';
import type { App, Command } from './command.ts';
import { FOR_MANAGERS } from './guild-only.ts';
import { remoteFile } from './hear.ts';
import { labelOf, MAX_TAGS, tagsOf } from './labels.ts';
import { count, literal } from './replies/text.ts';
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
    description: 'Add the sounds of a zip file: one that /export wrote, or any with audio files in it',
    options: [
      {
        type: ApplicationCommandOptionType.Attachment,
        name: 'archive',
        description: 'The zip file; a large library comes in several',
        required: true,
        file_types: ['.zip'],
      },
    ],
  },
  adds: true,

  async run(interaction, app) {
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
          work.progress.show('listening', `${index + 1} of ${sounds.length}`);
          await importOne(app, library, sound, { user: interaction.user, signal: work.signal, tally });
        }
      });
    } catch (error) {
      // What was added by then stays: the archive can be sent again, and goes on where this one ended.
      if (!work.signal.aborted) throw error;
      tally.ended = true;
    } finally {
      await work.progress.done();
    }
    await interaction.editReply({ content: summary(tally), components: [] });
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
  { user, signal, tally }: { user: User; signal: AbortSignal; tally: Tally },
): Promise<void> {
  signal.throwIfAborted();
  try {
    const embedding = await app.engine.embed(sound.audio, { signal, lane: library.guildId });
    const twin = await findTwin(app.engine, library, { audio: sound.audio, embedding });
    // The very same file again is no news; what only sounds alike is for people to judge, with /duplicates.
    if (twin?.score === 1) tally.known += 1;
    else {
      await addSound(library, user, { ...namingOf(sound), embedding, messageUrl: null }, sound.audio);
      tally.added += 1;
    }
  } catch (error) {
    if (!(error instanceof UserError) || error.kind === 'busy' || error.kind === 'limit') throw error;
    tally.refused.push(`${literal(basename(sound.file), 60)}: ${error.message}`);
  }
}

function namingOf({ file, label, tags, audio }: Packed) {
  const name = basename(file).replace(/^[a-z0-9]{20}-/, '');
  return {
    label: labelOf(label, name),
    tags: tagsOf(tags.slice(0, MAX_TAGS).join()).slice(0, MAX_TAGS),
    file: { url: '', name, size: audio.length },
  };
}

function summary({ added, known, refused, ended }: Tally): string {
  const lines = [`${ended ? '✋ Stopped' : '✅ Done'}: added ${count(added, 'sound')}.`];
  if (known > 0) lines.push(`${count(known, 'sound')} of the archive ${known === 1 ? 'was' : 'were'} here already.`);
  if (ended) lines.push('Send the archive again for the rest.');
  if (refused.length > 0) lines.push('Not taken:', ...refused.slice(0, NAMED));
  if (refused.length > NAMED) lines.push(`and ${refused.length - NAMED} more`);
  return lines.join('\n');
}
