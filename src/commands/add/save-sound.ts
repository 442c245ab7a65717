import { AttachmentBuilder } from 'discord.js';
import type { Messages } from '../../i18n/index.ts';
import type { Library, Sound } from '../../storage/library.ts';
import type { Addition, App, RemoteFile } from '../app.ts';
import { labelOf, tagsOf, uploadName } from '../shared/labels.ts';
import { type Actor, checkMayAdd } from '../shared/permissions.ts';

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
 * Puts a sound into the library, by the rules that the server has now: they may be others than when the command was sent.
 * Resolves once it is kept for good. @throws UserError `limit` where there is no room, `not-allowed` where `actor` may not.
 */
export async function addSound(
  app: App,
  library: Library,
  actor: Actor,
  { file, audio, ...addition }: Addition & { readonly audio: Uint8Array },
): Promise<Sound> {
  const { user } = actor;
  const sound = { ...addition, fileName: file.name, addedBy: { id: user.id, name: user.displayName }, audio };
  const settings = await app.libraries.settings.read(library.guildId);
  checkMayAdd(actor, settings);
  return library.add(sound, settings);
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
