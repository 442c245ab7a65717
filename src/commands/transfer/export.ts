import { AttachmentBuilder, MessageFlags } from 'discord.js';
import { UserError } from '../../errors.ts';
import { described } from '../../i18n/localizations.ts';
import type { Library, Sound } from '../../storage/library.ts';
import type { RequestContext } from '../app.ts';
import { type Command, FOR_MANAGERS, type Slash } from '../command.ts';
import { filterOf, filterOption, filterSounds } from '../shared/filter-option.ts';
import { COPIES_SENT, MAX_REQUEST } from '../shared/sound-attachments.ts';
import { suggestOption } from '../shared/suggest-option.ts';
import { MAX_SOUNDS, OVERHEAD, type SoundWithAudio } from './archive.ts';

/** Maximum number of archives that one export sends. */
const MAX_PARTS = 20;

export const exportLibrary = {
  data: {
    ...FOR_MANAGERS,
    name: 'export',
    ...described((m) => m.exporting.description),
    options: [filterOption()],
  },

  autocomplete: suggestOption,

  async run(interaction, context) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    // One export at a time per server, because an export reads the whole library.
    const { app, guildId, task } = context;
    await app.exportLimiter.run(guildId, () => sendLibrary(interaction, context), task.signal);
  },
} satisfies Command;

async function sendLibrary(interaction: Slash, context: RequestContext): Promise<void> {
  const { app, t, task, guildId, memberId } = context;
  const filter = filterOf(interaction.options.getString('filter'), context.memberId);
  const library = await context.library();
  if (library.size === 0) throw new UserError({ code: 'exportEmpty' });
  const sounds = filterSounds(library.list(), filter);
  const { parts, tooLarge } = planParts(sounds, Math.min(interaction.attachmentSizeLimit, MAX_REQUEST));
  if (parts.length > MAX_PARTS) throw new UserError({ code: 'exportTooLarge', archives: parts.length });
  const planned = sounds.length - tooLarge.length;
  const showCount = (sounds: number) => {
    const done = t.exporting.done(sounds, parts.length);
    const without = tooLarge.length > 0 ? ` ${t.exporting.leftOut(tooLarge.length)}` : '';
    return interaction.editReply(done + without);
  };
  await showCount(planned);
  let packed = 0;
  for (const [index, part] of parts.entries()) {
    const name = parts.length === 1 ? 'library.zip' : `library-${index + 1}-of-${parts.length}.zip`;
    const bytes = part.reduce((sum, sound) => sum + sound.bytes + OVERHEAD, 0);
    await app.memory.run(COPIES_SENT * bytes, { memberId, signal: task.signal }, async () => {
      const sounds = await withAudio(library, part);
      packed += sounds.length;
      const { buffer } = await app.archives.pack(sounds, { lane: guildId, signal: task.signal });
      const archive = new AttachmentBuilder(Buffer.from(buffer), { name });
      await interaction.followUp({ flags: MessageFlags.Ephemeral, files: [archive] });
    });
  }
  if (packed < planned) await showCount(packed);
}

export interface ExportPlan {
  readonly parts: readonly (readonly Sound[])[];
  /** Sounds that are too large for an archive and are not exported. */
  readonly tooLarge: readonly Sound[];
}

/**
 * Distributes sounds over archives, in the order in which they were added. Each archive is small enough to be uploaded
 * and imported again.
 * @param limit maximum size of an archive, in bytes
 */
export function planParts(sounds: readonly Sound[], limit: number): ExportPlan {
  const parts: Sound[][] = [];
  const tooLarge: Sound[] = [];
  let free = 0;
  for (const sound of sounds) {
    const size = sound.bytes + OVERHEAD;
    if (size > limit) {
      tooLarge.push(sound);
      continue;
    }
    if (size > free || parts.at(-1)?.length === MAX_SOUNDS) {
      parts.push([]);
      free = limit;
    }
    parts.at(-1)?.push(sound);
    free -= size;
  }
  return { parts, tooLarge };
}

/** Reads the audio of sounds. Omits sounds whose audio is missing. */
async function withAudio(library: Library, sounds: readonly Sound[]): Promise<readonly SoundWithAudio[]> {
  const found: SoundWithAudio[] = [];
  for (const sound of sounds) {
    const audio = await library.audio(sound.id);
    if (audio) found.push({ sound, audio });
  }
  return found;
}
