import { ApplicationCommandOptionType, AttachmentBuilder, MessageFlags } from 'discord.js';
import { sayError, UserError } from '../../errors.ts';
import { described, named } from '../../i18n/localizations.ts';
import type { Library, Sound } from '../../storage/library.ts';
import type { RequestContext } from '../app.ts';
import { type Command, type Component, FOR_MANAGERS, type Slash } from '../command.ts';
import { button, row } from '../shared/components.ts';
import { decodeCustomId, encodeCustomId } from '../shared/custom-id.ts';
import {
  filterField,
  filterInMessage,
  filterOf,
  filterOption,
  filterSounds,
  type TypedFilter,
} from '../shared/filter-option.ts';
import { COPIES_SENT, MAX_REQUEST } from '../shared/sound-attachments.ts';
import { suggestOption } from '../shared/suggest-option.ts';
import { MAX_SOUNDS, OVERHEAD, type SoundWithAudio } from './archive.ts';
import { sendTable } from './send-table.ts';
import { TABLE_FORMATS } from './sound-table.ts';

/** Maximum number of archives that one export sends; a button sends the next ones. */
const MAX_PARTS = 20;

export const exportLibrary = {
  data: {
    ...FOR_MANAGERS,
    name: 'export',
    ...described((m) => m.exporting.description),
    options: [
      filterOption(),
      {
        type: ApplicationCommandOptionType.String,
        name: 'format',
        ...described((m) => m.exporting.format),
        choices: [
          { ...named((m) => m.exporting.zip), value: 'zip' },
          ...TABLE_FORMATS.map((format) => ({ ...named((m) => m.exporting.tables[format]), value: format })),
        ],
      },
    ],
  },

  autocomplete: suggestOption,

  async run(interaction, context) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    // One export at a time per server, because an export reads the whole library.
    const { app, guildId, task } = context;
    const filter = filterOf(interaction.options.getString('filter'), context.memberId);
    const format = TABLE_FORMATS.find((one) => one === interaction.options.getString('format'));
    const send = () =>
      format ? sendTable(interaction, context, filter, format) : sendLibrary(interaction, context, filter);
    await app.exportLimiter.run(guildId, send, task.signal);
  },

  /** Handles the button that sends the archives from the one with a sound on. */
  async component(interaction, context) {
    const [, from = ''] = decodeCustomId(interaction.customId).fields;
    // Only the member who ran the command sees its reply, and with it the button.
    if (!interaction.message.flags.has(MessageFlags.Ephemeral)) throw new UserError({ code: 'unknownButton' });
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const { app, guildId, task } = context;
    const filter = filterOf(filterInMessage(interaction.message), context.memberId);
    await app.exportLimiter.run(guildId, () => sendLibrary(interaction, context, filter, from), task.signal);
  },
} satisfies Command;

/** @param from id of a sound of the first archive to send. If there is no such sound, the export begins again. */
async function sendLibrary(
  interaction: Slash | Component,
  context: RequestContext,
  filter: TypedFilter | null,
  from = '',
): Promise<void> {
  const { app, t, task, guildId, memberId } = context;
  const library = await context.library();
  if (library.size === 0) throw new UserError({ code: 'exportEmpty' });
  const sounds = filterSounds(library.list(), filter);
  const { parts, tooLarge } = planParts(sounds, Math.min(interaction.attachmentSizeLimit, MAX_REQUEST));
  const first = Math.max(
    0,
    parts.findIndex((part) => part.some(({ id }) => id === from)),
  );
  const end = Math.min(parts.length, first + MAX_PARTS);
  let missing = 0;
  /** Shows what is sent, and a button for the archives from `next` on; no button if all are sent or being sent. */
  const show = (next: number, error?: UserError) => {
    const archived = parts.slice(first, end).flat().length;
    const rest = parts[next]?.[0];
    const lines = [
      t.exporting.done(archived - missing, end - first),
      ...(end - first < parts.length ? [t.exporting.range(first + 1, end, parts.length)] : []),
      ...(tooLarge.length > 0 ? [t.exporting.leftOut(tooLarge.length)] : []),
      ...(error ? [sayError(t.errors, error)] : []),
    ];
    return interaction.editReply({
      content: lines.join(' '),
      embeds: rest && filter ? [{ fields: filterField(filter, t) }] : [],
      components: rest ? [row(button(t.exporting.next, encodeCustomId('export', 'from', rest.id)))] : [],
    });
  };
  await show(parts.length);
  let next = first;
  try {
    for (const part of parts.slice(first, end)) {
      const name = parts.length === 1 ? 'library.zip' : `library-${next + 1}-of-${parts.length}.zip`;
      const bytes = part.reduce((sum, sound) => sum + sound.bytes + OVERHEAD, 0);
      await app.memory.run(COPIES_SENT * bytes, { memberId, signal: task.signal }, async () => {
        const sounds = await withAudio(library, part);
        missing += part.length - sounds.length;
        const { buffer } = await app.archives.pack(sounds, { lane: guildId, signal: task.signal });
        const archive = new AttachmentBuilder(Buffer.from(buffer), { name });
        await interaction.followUp({ flags: MessageFlags.Ephemeral, files: [archive] });
      });
      next += 1;
    }
  } catch (error) {
    if (!(error instanceof UserError) || next === first) throw error;
    await show(next, error);
    return;
  }
  if (missing > 0 || next < parts.length) await show(next);
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
