import { type APIEmbed, AttachmentBuilder, type User } from 'discord.js';
import type { Library, Sound } from '../storage/library.ts';
import type { RemoteFile } from './command.ts';
import type { Heard } from './hear.ts';
import { labelOf, tagsOf, uploadName } from './labels.ts';
import { COLOUR } from './replies/results.ts';
import { count, duration, literal } from './replies/text.ts';

/** What a member said about a sound. */
export interface Naming {
  readonly label: string;
  readonly tags: readonly string[];
}

/** @throws UserError `usage` where there are too many tags. */
export function namingOf(file: Pick<RemoteFile, 'name'>, label: string | null, tags: string | null): Naming {
  return { label: labelOf(label, file.name), tags: tagsOf(tags) };
}

export interface Addition extends Naming {
  readonly heard: Heard;
  readonly fileName: string;
  readonly messageUrl: string | null;
}

/** Puts a sound that was heard into the library. Resolves once it is kept for good. */
export function addSound(library: Library, user: User, { heard, ...rest }: Addition): Promise<Sound> {
  return library.add({
    ...rest,
    addedBy: { id: user.id, name: user.displayName },
    embedding: heard.embedding,
    audio: heard.audio,
  });
}

export function addedEmbed(sounds: readonly Sound[], size: number): APIEmbed {
  return {
    color: COLOUR,
    title: '✅ Added',
    description: sounds.map(addedLine).join('\n'),
    footer: { text: `${count(size, 'sound')} in this server's library` },
  };
}

function addedLine(sound: Sound): string {
  const tags = sound.tags.length > 0 ? ` · ${literal(sound.tags.join(', '), 120)}` : '';
  return `**${literal(sound.label)}** · ${duration(sound.seconds)}${tags}`;
}

/** A sound as an upload, so that Discord's player shows; nothing where it is over the upload limit. */
export function playable(audio: Uint8Array, fileName: string, limit: number): AttachmentBuilder[] {
  if (audio.length > limit) return [];
  return [new AttachmentBuilder(Buffer.from(audio), { name: uploadName(fileName) })];
}

/** Address of a message of this guild. */
export function messageUrl(place: { guildId: string; channelId: string | null }, messageId: string): string | null {
  return place.channelId ? `https://discord.com/channels/${place.guildId}/${place.channelId}/${messageId}` : null;
}
