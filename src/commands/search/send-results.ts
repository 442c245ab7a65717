import type { Attachment, Collection } from 'discord.js';
import { messagesFor } from '../../i18n/index.ts';
import type { Library } from '../../storage/library.ts';
import { playable } from '../add/save-sound.ts';
import type { App, SearchQuery } from '../app.ts';
import type { Component, OnMessage, Slash } from '../command.ts';
import { addPicture, PICTURE } from '../shared/attach-picture.ts';
import { type Described, searchPicture } from '../shared/pictures.ts';
import { sketchOf } from '../shared/sketch-of.ts';
import type { SearchAnswer } from './run-search.ts';

interface SearchReply {
  readonly asked: SearchQuery;
  readonly answer: SearchAnswer;
  /** A line above the result. */
  readonly content?: string | null;
  /** Files that the message has already; what is not among them goes: the picture of the result before. */
  readonly attached?: Collection<string, Attachment>;
}

/** Sends the answer to a search at once, and then its picture. */
export async function sendAnswer(
  interaction: Slash | OnMessage | Component,
  app: App,
  library: Library,
  { asked, answer, content = null, attached }: SearchReply,
): Promise<void> {
  const { best, embeds, components } = answer;
  // The query goes along: it can be heard beside its matches, and its buttons work for as long as the message is there.
  const files = asked.audio
    ? playable([{ audio: asked.audio, fileName: asked.subject }], interaction.attachmentSizeLimit)
    : [];
  const kept = attached?.filter(({ name }) => name !== PICTURE).map(({ id }) => ({ id }));
  const upload = kept ? { attachments: kept } : { files };
  const message = await interaction.editReply({ content, embeds, components, ...upload });
  await addPicture(interaction, app, { message, embeds }, async (): Promise<Described | null> => {
    const match = best && (await sketchOf(app, library, best.sound));
    if (!best || !match) return null;
    const query = { subject: asked.subject, sketch: await sketchOfQuery(app, library, asked) };
    return searchPicture(query, best, match, messagesFor(interaction.locale));
  });
}

/** Words have none. */
async function sketchOfQuery(app: App, library: Library, { source, sketch }: SearchQuery) {
  const sound = source.kind === 'sound' && library.get(source.ref);
  return sound ? sketchOf(app, library, sound) : (sketch ?? null);
}
