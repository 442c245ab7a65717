import { setTimeout as sleep } from 'node:timers/promises';
import { DiscordAPIError, MessageFlags, PermissionFlagsBits } from 'discord.js';
import { MAX_BIT_RATE, type PlayableCopy } from '../../engine/playback/make-copy.ts';
import type { Messages } from '../../i18n/index.ts';
import type { Library, Sound } from '../../storage/library.ts';
import type { RequestContext } from '../app.ts';
import type { Component, Slash } from '../command.ts';
import { soundCard } from '../library/sound-card.ts';
import { button, row } from './components.ts';
import { encodeCustomId } from './custom-id.ts';
import { isInteractionGone } from './interaction-gone.ts';
import { copyAttachment, playableCopy, playableFile } from './playable-file.ts';
import { whenFree } from './sound-attachments.ts';

const { AttachFiles, SendMessages, SendMessagesInThreads, SendVoiceMessages } = PermissionFlagsBits;

/**
 * Time in which a copy must be ready to be the first response, in milliseconds, and its maximum size. Discord waits 3 s
 * for the first response, and no other response can be a voice message.
 */
const VOICE_MS = 1000;
const MAX_VOICE_BYTES = 256 * 1024;
/** Length of a sound above which its copy is too large for a voice message, in seconds. */
const MAX_VOICE_SECONDS = (8 * MAX_VOICE_BYTES) / MAX_BIT_RATE;

interface Opened {
  readonly library: Library;
  readonly sound: Sound;
  /** Time in the sound from which it is played, in seconds; by default its start. */
  readonly from?: number;
}

/**
 * Plays a sound to the member alone: as a voice message, which phones play in place, or else as a file. A voice message
 * can have no text and no buttons, so a second message has the card of the sound and the button that posts the sound,
 * unless the member already sees both.
 * Call this before the interaction is acknowledged.
 * @see developers/resources/message.mdx in discord/discord-api-docs, "Voice Messages"
 * @see developers/interactions/receiving-and-responding.mdx, "Interaction Callback Data Structure"
 * @param open opens the library and finds the sound
 * @param hasCard whether the message with the button that was pressed is the card of the sound
 */
export async function playSound(
  interaction: Component,
  context: RequestContext,
  open: () => Promise<Opened>,
  { hasCard = false }: { readonly hasCard?: boolean } = {},
): Promise<void> {
  const opening = open();
  // It is awaited only after the acknowledgement. Until then, a rejection that nothing handles would end the process.
  opening.catch(() => undefined);
  const card = (sound: Sound) => ({
    embeds: [soundCard(sound, context.t)],
    components: maySendFiles(interaction)
      ? [row(button(context.t.playing.post, encodeCustomId('info', 'post', sound.id)))]
      : [],
  });
  if (interaction.appPermissions.has(SendVoiceMessages)) {
    const making = opening.then((opened) => voiceCopy(context, opened));
    const made = await Promise.race([making, sleep(VOICE_MS, null, { ref: false })]).catch(() => null);
    if (made && (await sendVoice(interaction, made.copy, made.sound))) {
      context.app.plays.add(context.guildId, made.sound.id);
      const content = placeNote(context.t, made.from);
      if (!hasCard || content)
        await interaction.followUp({ ...(content && { content }), ...card(made.sound), flags: MessageFlags.Ephemeral });
      return;
    }
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    // A copy that is still being made is finished first, so that it is not made twice.
    await making.catch(() => undefined);
  } else await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const { library, sound, from } = await opening;
  const limit = interaction.attachmentSizeLimit;
  const { file, bytes, note } = await playableFile(context, library, sound, limit, from);
  const content = from ? placeNote(context.t, from) : note;
  const reply = { content, ...(hasCard ? {} : card(sound)), files: [file] };
  await whenFree(context, bytes, () => interaction.editReply(reply));
  context.app.plays.add(context.guildId, sound.id);
}

/** Returns a copy that can be the first response to an interaction; null if it would be too large. */
async function voiceCopy(context: RequestContext, { library, sound, from = 0 }: Opened) {
  if (sound.seconds - from > MAX_VOICE_SECONDS) return null;
  return { sound, from, copy: await playableCopy(context, library, sound, MAX_VOICE_BYTES, from) };
}

function placeNote({ aspects, format }: Messages, from = 0): string {
  return from > 0 ? aspects.playedFrom(format.position(from, 1)) : '';
}

/** Sends the first response as a voice message. Returns whether Discord accepted it. */
async function sendVoice(interaction: Component, copy: PlayableCopy, sound: Sound): Promise<boolean> {
  try {
    await interaction.reply({
      files: [copyAttachment(copy, sound)],
      flags: MessageFlags.Ephemeral | MessageFlags.IsVoiceMessage,
    });
    return true;
  } catch (error) {
    // Discord refuses voice messages where the server forbids them. The interaction can then still be answered.
    if (!(error instanceof DiscordAPIError) || isInteractionGone(error)) throw error;
    return false;
  }
}

/** Returns whether the member may send messages with files in the channel of the interaction. */
export function maySendFiles({ channel, memberPermissions }: Component | Slash): boolean {
  const writing = channel?.isThread() ? SendMessagesInThreads : SendMessages;
  return memberPermissions.has([writing, AttachFiles]);
}
