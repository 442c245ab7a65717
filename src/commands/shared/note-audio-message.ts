import type { Attachment, Collection } from 'discord.js';
import { mayBeAudio } from '../../engine/recognize-format.ts';
import type { Log } from '../../log.ts';
import type { App, RequestContext } from '../app.ts';

/** The parts of a sent message that are needed here. */
interface SentMessage {
  readonly id: string;
  readonly channelId: string;
  readonly attachments: Pick<Collection<string, Attachment>, 'some'>;
  readonly flags: { has(flag: 'Ephemeral'): boolean };
}

/**
 * Notes a message of the bot that has the audio of a member, so that `/forget` can delete the message. Does nothing for a
 * message that only one member sees or that has no audio. Never fails, because the message is already sent.
 */
export async function noteAudioMessage(
  {
    app,
    log,
    guildId,
  }: Pick<RequestContext, 'guildId'> & {
    readonly app: Pick<App, 'libraries'>;
    readonly log: Pick<Log, 'warn'>;
  },
  { id, channelId, attachments, flags }: SentMessage,
  memberId: string,
): Promise<void> {
  if (flags.has('Ephemeral') || !attachments.some(({ name, contentType }) => mayBeAudio(name, contentType))) return;
  await app.libraries.messages
    .add(guildId, { memberId, channelId, messageId: id })
    .catch((err: unknown) => log.warn({ err }, 'a message with audio was not noted; /forget will not delete it'));
}
