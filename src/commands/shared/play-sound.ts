import { MessageFlags } from 'discord.js';
import type { Library, Sound } from '../../storage/library.ts';
import type { RequestContext } from '../app.ts';
import type { Component } from '../command.ts';
import { soundCard } from '../library/sound-card.ts';
import { sendWithSounds, storedUploads } from './sound-attachments.ts';

/** Replies with a sound as an attachment, which the member can play in Discord. @param find finds the sound */
export async function playSound(
  interaction: Component,
  context: RequestContext,
  find: () => Promise<{ readonly library: Library; readonly sound: Sound }>,
): Promise<void> {
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const { library, sound } = await find();
  const uploads = await storedUploads(library, sound, interaction.attachmentSizeLimit);
  const embeds = [soundCard(sound, context.t)];
  await sendWithSounds(context, uploads, (files) => interaction.editReply({ embeds, files }));
}
