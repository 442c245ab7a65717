import { extname } from 'node:path';
import { AttachmentBuilder } from 'discord.js';
import { LRUCache } from 'lru-cache';
import type { PlayableCopy } from '../../engine/playback/make-copy.ts';
import { playsInBrowsers } from '../../engine/plays-in-browsers.ts';
import { UserError } from '../../errors.ts';
import type { Library, Sound } from '../../storage/library.ts';
import type { RequestContext } from '../app.ts';
import { uploadName } from './labels.ts';
import { attachable, attachmentOf, MAX_REQUEST } from './sound-attachments.ts';

/** A file that plays a sound in Discord. */
export interface PlayableFile {
  readonly file: AttachmentBuilder;
  /** Size of the file. */
  readonly bytes: number;
  /** Says that the file is a copy, and why; null if it is the original. */
  readonly note: string | null;
}

/**
 * Returns the file that plays a sound: the original, or a copy if the original is too large, if Discord does not play
 * its format, or if the server has its sounds leveled.
 * @param limit maximum size of a file, in bytes
 * @param from time in seconds from which the sound is played; above 0, the file is always a copy
 * @throws UserError `audioMissing`, or why no copy can be made; the signal's reason if the task is aborted
 */
export async function playableFile(
  context: RequestContext,
  library: Library,
  sound: Sound,
  limit: number,
  from = 0,
): Promise<PlayableFile> {
  const { settings, t } = context;
  const { playing, format } = t;
  const path = await library.audioPath(sound.id);
  if (path === undefined) throw new UserError({ code: 'audioMissing' });
  const { bytes, fileName } = sound;
  const [original] = attachable([{ path, bytes, fileName }], limit);
  // A file that cannot be sent is not read at all.
  const isPlayed = original !== undefined && (await isPlayedByDiscord(context, library, sound));
  if (original && isPlayed && !settings.isLeveled && from === 0)
    return { file: attachmentOf(original), bytes, note: null };
  const copy = await playableCopy(context, library, sound, Math.min(limit, MAX_REQUEST), from);
  const reason = original
    ? isPlayed
      ? playing.copyLeveled
      : playing.copyOfFormat
    : playing.copyTooLarge(format.megabytes(bytes), format.megabytes(Math.min(limit, MAX_REQUEST)));
  const note = copy.isShortened ? `${reason} ${playing.onlyFirst(format.duration(copy.seconds))}` : reason;
  return { file: copyAttachment(copy, sound), bytes: copy.audio.length, note };
}

/**
 * Whether Discord plays the file of a sound, by server and sound. A file never changes, and a large one takes long to read.
 */
const played = new LRUCache<string, boolean>({ max: 10_000 });

async function isPlayedByDiscord(
  { app, task, memberId }: RequestContext,
  library: Library,
  sound: Sound,
): Promise<boolean> {
  const key = `${library.guildId} ${sound.id}`;
  const known = played.get(key);
  if (known !== undefined) return known;
  return app.memory.run(sound.bytes, { memberId, signal: task.signal }, async () => {
    const audio = await library.audio(sound.id);
    const isPlayed = audio !== undefined && playsInBrowsers(audio, extname(sound.fileName).slice(1));
    if (audio) played.set(key, isPlayed);
    return isPlayed;
  });
}

/**
 * Returns a copy of a sound for playing, from the cache or newly made. A new copy counts towards the limits of the member.
 * @param maxBytes maximum size of the copy
 * @param from time in seconds from which the sound is played
 * @throws UserError as {@link playableFile} does
 */
export async function playableCopy(
  { app, task, settings: { isLeveled }, guildId, memberId }: RequestContext,
  library: Library,
  { id }: Sound,
  maxBytes: number,
  from = 0,
): Promise<PlayableCopy> {
  const key = [guildId, id, isLeveled, from].join(':');
  const cached = app.copies.get(key);
  if (cached && cached.audio.length <= maxBytes) return cached;
  const source = await library.audioPath(id);
  if (source === undefined) throw new UserError({ code: 'audioMissing' });
  const how = { lane: guildId, member: memberId, signal: task.signal };
  const copy = await app.rateLimiter.run(memberId, () => app.engine.copy({ source, maxBytes, from, isLeveled }, how));
  app.copies.set(key, copy);
  return copy;
}

/** Returns a copy as an attachment with the data that Discord requires of a voice message. */
export function copyAttachment({ audio, seconds, waveform }: PlayableCopy, { fileName }: Sound): AttachmentBuilder {
  const bytes = Buffer.from(audio.buffer, audio.byteOffset, audio.byteLength);
  return new AttachmentBuilder(bytes, { name: uploadName(`${fileName.replace(/\.[^.]*$/, '')}.ogg`) })
    .setDuration(seconds)
    .setWaveform(waveform);
}
