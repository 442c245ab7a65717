import { randomUUID } from 'node:crypto';
import { UserError } from '../../errors.ts';
import { messagesFor } from '../../i18n/index.ts';
import type { Library, Sound } from '../../storage/library.ts';
import type { App, Component, Modal, OnMessage, Slash } from '../command.ts';
import type { Duplicate } from '../shared/duplicate-detection.ts';
import type { Outcome } from '../shared/reply.ts';
import { addUnlessHere } from './add-if-new.ts';
import { type Addition, addSound, playable, type Upload } from './save-sound.ts';
import { addedEmbed, twinButtons, twinsEmbed } from './view.ts';

/** Sounds that wait for a member's yes. */
export interface Offer {
  readonly guildId: string;
  readonly userId: string;
  readonly additions: readonly Addition[];
  /** Whether the reply is to carry the sound. */
  readonly attach: boolean;
}

export interface Offered extends Addition {
  readonly audio: Uint8Array;
}

/** A sound that there was no room for. */
export interface Refused {
  readonly fileName: string;
  readonly error: UserError;
}

/**
 * Adds what is new, and asks about what seems to be there already. `attach`: the reply carries the sound, because what
 * a command was given soon disappears, and results link to the reply. What there is no room for is `refused`.
 * @throws UserError `limit` where there is room for nothing, and nothing to ask.
 */
export async function offerSounds(
  interaction: Slash | OnMessage | Modal,
  app: App,
  library: Library,
  { offered, attach }: { offered: readonly Offered[]; attach: boolean },
): Promise<{ readonly outcome: Outcome; readonly refused: readonly Refused[] }> {
  const added: Sound[] = [];
  const refused: Refused[] = [];
  const uploads: Upload[] = [];
  const twins: { label: string; twin: Duplicate; addition: Addition }[] = [];
  for (const { audio, ...addition } of offered) {
    try {
      const result = await addUnlessHere(app, library, interaction, { ...addition, audio });
      if ('twin' in result) twins.push({ label: addition.label, twin: result.twin, addition });
      else {
        added.push(result.added);
        uploads.push({ audio, fileName: addition.file.name });
      }
    } catch (error) {
      // What was added by then stays, and is told.
      if (!(error instanceof UserError)) throw error;
      refused.push({ fileName: addition.file.name, error });
    }
  }
  const [first] = refused;
  if (first && added.length + twins.length === 0) throw first.error;
  const messages = messagesFor(interaction.locale);
  const key = randomUUID();
  if (twins.length > 0) {
    const additions = twins.map(({ addition }) => addition);
    app.offers.set(key, { guildId: interaction.guildId, userId: interaction.user.id, additions, attach });
  }
  const outcome = {
    content: null,
    embeds: [
      ...(added.length > 0 ? [addedEmbed(added, library.size, messages)] : []),
      ...(twins.length > 0 ? [twinsEmbed(twins, messages)] : []),
    ],
    components: twins.length > 0 ? [twinButtons(key, messages)] : [],
    files: attach ? playable(uploads, interaction.attachmentSizeLimit) : [],
  };
  return { outcome, refused };
}

/** The answer to the question whether to add what seems to be there already. */
export async function onOfferComponent(interaction: Component, app: App): Promise<void> {
  const [, answer, key = ''] = interaction.customId.split(':');
  const offer = app.offers.get(key);
  if (!offer || offer.guildId !== interaction.guildId) throw new UserError({ code: 'questionTooOld' });
  if (offer.userId !== interaction.user.id) throw new UserError({ code: 'questionOfAnother' });
  const messages = messagesFor(interaction.locale);
  // The question comes last; before it stands what was added without one.
  const embeds = interaction.message.embeds.slice(0, -1);
  // Taken before anything is waited for, or a second press would add it all again.
  app.offers.delete(key);
  try {
    await interaction.deferUpdate();
  } catch (error) {
    app.offers.set(key, offer);
    throw error;
  }
  if (answer !== 'yes') {
    await interaction.editReply({ content: messages.add.leftOut, embeds, components: [] });
    return;
  }
  const library = await app.libraries.open(interaction.guildId);
  const added: Sound[] = [];
  const uploads: Upload[] = [];
  const outcome = () => ({
    embeds: [...embeds, addedEmbed(added, library.size, messages)],
    // Discord takes away what an edit with files does not name.
    attachments: interaction.message.attachments.map(({ id }) => ({ id })),
    files: offer.attach ? playable(uploads, interaction.attachmentSizeLimit) : [],
  });
  try {
    for (const addition of offer.additions) {
      const audio = await app.download(addition.file);
      const sound = { ...addition, audio };
      added.push(
        await library.change(async (writer) =>
          addSound(writer, await app.libraries.settings.read(interaction.guildId), interaction, sound),
        ),
      );
      uploads.push({ audio, fileName: addition.file.name });
    }
  } catch (error) {
    // What is left can be answered again, as when there is room.
    app.offers.set(key, { ...offer, additions: offer.additions.slice(added.length) });
    const { embeds: shown, ...rest } = outcome();
    const question = interaction.message.embeds.slice(-1);
    if (added.length > 0) await interaction.editReply({ embeds: [...shown, ...question], ...rest });
    throw error;
  }
  await interaction.editReply({ content: null, components: [], ...outcome() });
}
