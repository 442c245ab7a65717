import type { APIAttachment } from 'discord-api-types/v10';
import type { Place } from '../protocol.ts';

export interface Voice {
  readonly seconds: number;
  /** Peak levels of the recording, at most 256 bytes, as base64. */
  readonly waveform: string;
}

/** A file in the composer that has not been sent yet. */
export interface PendingFile {
  readonly file: File;
  /** Duration and waveform; present only if the file is a voice message. */
  readonly voice?: Voice;
}

/** Uploads a file, and returns the attachment that the server created. @throws Error with a message for the person */
export async function uploadFile(place: Place, file: File, voice?: Voice): Promise<APIAttachment> {
  const query = new URLSearchParams({
    guildId: place.guildId ?? '',
    channelId: place.channelId,
    userId: place.userId,
    name: file.name,
    ...(voice === undefined ? {} : { seconds: String(voice.seconds), waveform: voice.waveform }),
  });
  const response = await fetch(`/uploads?${query}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/octet-stream' },
    body: file,
  });
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}
