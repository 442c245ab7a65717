import { AttachmentBuilder } from 'discord.js';
import type { Embedding } from '../../engine/embedding.ts';
import type { Messages } from '../../i18n/index.ts';
import type { LibraryWriter, Sound } from '../../storage/library.ts';
import type { Settings } from '../../storage/settings.ts';
import type { RemoteFile } from '../command.ts';
import { labelOf, tagsOf, uploadName } from '../shared/labels.ts';
import { type Actor, checkMayAdd } from '../shared/permissions.ts';

/** A sound that was heard and may join the library. */
export interface Addition {
  readonly label: string;
  readonly tags: readonly string[];
  readonly file: RemoteFile;
  readonly embedding: Embedding;
  readonly messageUrl: string | null;
}

/** @throws UserError `usage` where there are too many tags. */
export function namingOf(
  file: RemoteFile,
  label: string | null,
  tags: string | null,
  { untitled }: Messages['common'],
): Pick<Addition, 'label' | 'tags'> {
  return { label: labelOf(label, file.name, untitled), tags: tagsOf(tags) };
}

/**
 * Puts a sound into the library, by the rules that the server has now: they may have changed since the command was sent.
 * Resolves once it is kept for good. @throws UserError `limit` where there is no room, `not-allowed` where `actor` may not.
 */
export async function addSound(
  writer: LibraryWriter,
  settings: Settings,
  actor: Actor,
  { file, audio, ...addition }: Addition & { readonly audio: Uint8Array; readonly hash?: string },
): Promise<Sound> {
  const { user } = actor;
  const sound = { ...addition, fileName: file.name, addedBy: { id: user.id, name: user.displayName }, audio };
  checkMayAdd(actor, settings);
  return writer.add(sound, settings);
}

/** Discord takes 25 MiB in one request, whatever a single file may have. */
export const MAX_REQUEST = 24 * 2 ** 20;

export interface Upload {
  readonly audio: Uint8Array;
  readonly fileName: string;
}

/** Sounds as uploads, so that Discord's player shows: those within the upload limit, as many as one message takes. */
export function playable(sounds: readonly Upload[], limit: number): AttachmentBuilder[] {
  let room = MAX_REQUEST;
  return sounds.flatMap(({ audio, fileName }) => {
    if (audio.length > Math.min(limit, room)) return [];
    room -= audio.length;
    const bytes = Buffer.from(audio.buffer, audio.byteOffset, audio.byteLength);
    return [new AttachmentBuilder(bytes, { name: uploadName(fileName) })];
  });
}

/** Address of a message of this guild. */
export function messageUrl(place: { guildId: string; channelId: string | null }, messageId: string): string | null {
  return place.channelId ? `https://discord.com/channels/${place.guildId}/${place.channelId}/${messageId}` : null;
}
