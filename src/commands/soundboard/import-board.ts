import { MessageFlags } from 'discord.js';
import { UserError } from '../../errors.ts';
import type { Sound } from '../../storage/library.ts';
import type { RequestContext } from '../app.ts';
import type { Slash } from '../command.ts';
import { logChanges } from '../shared/log-changes.ts';
import { checkMayAdd } from '../shared/permissions.ts';
import { processFiles, type RejectedFile, rejectedLines } from '../shared/process-files.ts';
import { reply } from '../shared/reply.ts';
import { literal } from '../shared/text.ts';
import { keepInLibrary } from './keep-in-library.ts';
import { readBoard } from './read-board.ts';

/** Adds the sounds of the soundboard to the library, and replies with their number. Identical files are skipped. */
export async function importBoard(interaction: Slash, context: RequestContext): Promise<void> {
  const { app, t, task, memberId, settings } = context;
  checkMayAdd(interaction, settings);
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const entries = await readBoard(interaction, context, { isFresh: true });
  if (entries.length === 0) throw new UserError({ code: 'boardEmpty' });
  const rejected: RejectedFile[] = [];
  const count = { added: 0, known: 0 };
  const added: Sound[] = [];
  const names = entries.map(({ name }) => name);
  await reply(interaction, context, names, async () => {
    const library = await context.library();
    const importOne = async (entry: (typeof entries)[number], part: string) => {
      task.progress.show('listening', part);
      task.signal.throwIfAborted();
      const { sound, isNew } = await keepInLibrary(interaction, context, library, entry);
      count[isNew ? 'added' : 'known'] += 1;
      if (isNew) added.push(sound);
    };
    await app.rateLimiter
      .run(memberId, () => processFiles(entries, importOne, { t, rejected }))
      .finally(() => logChanges(interaction, context, 'added', added));
    const lines = rejectedLines(rejected, t, (name) => `**${literal(name, 40)}**`);
    const counts = t.soundboard.imported(t.format.sounds(count.added), t.format.sounds(count.known));
    return { content: [counts, ...lines].join('\n'), embeds: [], components: [] };
  });
}
