import { AttachmentBuilder, MessageFlags } from 'discord.js';
import { UserError } from '../../errors.ts';
import { messagesFor } from '../../i18n/index.ts';
import { described } from '../../i18n/localizations.ts';
import type { Library, Sound } from '../../storage/library.ts';
import { MAX_REQUEST } from '../add/save-sound.ts';
import type { Command } from '../command.ts';
import { FOR_MANAGERS } from '../shared/guild-only.ts';
import type { Kept } from './archive.ts';
import { planParts } from './export-parts.ts';

/** Archives that one export may take. */
const MAX_PARTS = 20;

export const exportLibrary = {
  data: {
    ...FOR_MANAGERS,
    name: 'export',
    ...described((m) => m.exporting.description),
  },

  async run(interaction, app) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const library = await app.libraries.open(interaction.guildId);
    if (library.size === 0) throw new UserError({ code: 'exportEmpty' });
    const { parts, tooLarge } = planParts(library.list(), Math.min(interaction.attachmentSizeLimit, MAX_REQUEST));
    if (parts.length > MAX_PARTS) throw new UserError({ code: 'exportTooLarge', archives: parts.length });
    const say = messagesFor(interaction.locale).exporting;
    const planned = library.size - tooLarge.length;
    const tell = (sounds: number) => {
      const done = say.done(sounds, parts.length);
      return interaction.editReply(tooLarge.length > 0 ? `${done} ${say.leftOut(tooLarge.length)}` : done);
    };
    await tell(planned);
    let packed = 0;
    for (const [index, part] of parts.entries()) {
      const name = parts.length === 1 ? 'library.zip' : `library-${index + 1}-of-${parts.length}.zip`;
      const kept = await keptOf(library, part);
      packed += kept.length;
      const { buffer } = await app.archives.pack(kept, { lane: library.guildId });
      const archive = new AttachmentBuilder(Buffer.from(buffer), { name });
      await interaction.followUp({ flags: MessageFlags.Ephemeral, files: [archive] });
    }
    if (packed < planned) await tell(packed);
  },
} satisfies Command;

/** The sounds with their audio, without those whose audio is gone. */
async function keptOf(library: Library, sounds: readonly Sound[]): Promise<readonly Kept[]> {
  const kept: Kept[] = [];
  for (const sound of sounds) {
    const audio = await library.audio(sound.id);
    if (audio) kept.push({ sound, audio });
  }
  return kept;
}
