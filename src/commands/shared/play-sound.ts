import { MessageFlags } from 'discord.js';
import type { Library, Sound } from '../../storage/library.ts';
import type { RequestContext } from '../app.ts';
import type { Component } from '../command.ts';
import { soundCard } from '../library/sound-card.ts';
import { soundAttachments } from './sound-attachments.ts';

/** Replies with a sound as an attachment, which the member can play in Discord. @param find finds the sound */
export async function playSound(
  interaction: Component,
  context: RequestContext,
  find: () => Promise<{ readonly library: Library; readonly sound: Sound }>,
): Promise<void> {
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const { library, sound } = await find();
  const audio = await library.audio(sound.id);
  const files = audio ? soundAttachments([{ audio, fileName: sound.fileName }], interaction.attachmentSizeLimit) : [];
  await interaction.editReply({ embeds: [soundCard(sound, context.t)], files });
}
