import { AttachmentBuilder, MessageFlags } from 'discord.js';
import { UserError } from '../../errors.ts';
import { yieldToEventLoop } from '../../yield-to-event-loop.ts';
import type { RequestContext } from '../app.ts';
import type { Slash } from '../command.ts';
import { filterSounds, type TypedFilter } from '../shared/filter-option.ts';
import { soundTable, type TableFormat } from './sound-table.ts';

/** Number of sounds in one file: about 3 MB. */
const SOUNDS_PER_FILE = 5000;
/** Maximum number of files that one export sends. */
const MAX_FILES = 20;

/** Sends the sounds that meet a filter as tables with their descriptors. The reply must be deferred. */
export async function sendTable(
  interaction: Slash,
  context: RequestContext,
  filter: TypedFilter | null,
  format: TableFormat,
): Promise<void> {
  const { t, task } = context;
  const sounds = filterSounds((await context.library()).list(), filter);
  if (sounds.length === 0) throw new UserError({ code: 'exportEmpty' });
  const files = Math.ceil(sounds.length / SOUNDS_PER_FILE);
  const sent = Math.min(files, MAX_FILES);
  const shown = t.exporting.table(Math.min(sounds.length, MAX_FILES * SOUNDS_PER_FILE));
  await interaction.editReply([shown, ...(sent < files ? [t.exporting.narrow] : [])].join(' '));
  for (let file = 0; file < sent; file++) {
    task.signal.throwIfAborted();
    await yieldToEventLoop();
    const part = sounds.slice(file * SOUNDS_PER_FILE, (file + 1) * SOUNDS_PER_FILE);
    const name = files === 1 ? `library.${format}` : `library-${file + 1}-of-${files}.${format}`;
    const table = new AttachmentBuilder(Buffer.from(soundTable(part, format)), { name });
    await interaction.followUp({ flags: MessageFlags.Ephemeral, files: [table] });
  }
}
