import type { APIMessage } from 'discord.js';
import type { Invocation, Member } from 'discord-playground';
import { toneFile } from '../helpers/signals.ts';

let count = 0;

/** Returns a WAV file with another tone and length than the 20 files before, so that no sound is a duplicate. */
function otherTone(): Uint8Array {
  count = (count + 1) % 20;
  return toneFile(200 * 2 ** (count / 4), 0.2 + count / 20);
}

/** Sends `/add` with a file. Default: a short tone that is no duplicate of another one. */
export function add(
  member: Member,
  label = 'a sound',
  file: Uint8Array = otherTone(),
  options: { tags?: string } = {},
): Invocation {
  return member.slash('add', { audio: member.upload('tone.wav', file), label, ...options });
}

/**
 * Uses the menu command *Add to sound library* of a message, and sends its modal with `names`. Returns the answer, or
 * that to the command if it opens no modal.
 */
export async function addFromMessage(
  member: Member,
  message: APIMessage,
  names: { label?: string; tags?: string } = {},
): Promise<Invocation> {
  const opened = member.messageCommand('Add to sound library', message);
  return (await opened.acknowledged()).kind === 'modal' ? member.submit(opened, names) : opened;
}
