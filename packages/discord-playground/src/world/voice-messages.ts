import { type APIAttachment, MessageFlags } from 'discord-api-types/v10';
import type { MessageBody } from '../limits/body-types.ts';
import { voiceWithContent, voiceWithoutAudio, voiceWithoutMetadata } from '../rest/errors.ts';

export function isVoice(flags = 0): boolean {
  return (flags & MessageFlags.IsVoiceMessage) !== 0;
}

/**
 * Checks that a new voice message has one audio file with its length and its waveform, and nothing else.
 * @see developers/resources/message.mdx in discord/discord-api-docs, "Voice Messages"
 * @throws DiscordError 50159, 50160 or 50161
 */
export function checkVoiceMessage(body: MessageBody, attachments: readonly APIAttachment[]): void {
  const { content = '', embeds = [], components = [] } = body;
  if (content !== '' || embeds.length + components.length > 0) throw voiceWithContent();
  const [audio, ...others] = attachments;
  if (!audio?.content_type?.startsWith('audio/') || others.length > 0) throw voiceWithoutAudio();
  if (audio.duration_secs === undefined || audio.waveform === undefined) throw voiceWithoutMetadata();
}
